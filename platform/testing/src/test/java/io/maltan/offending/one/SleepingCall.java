package io.maltan.offending.one;

class SleepingCall {

    void call() throws InterruptedException {
        Thread.sleep(1);
    }
}
