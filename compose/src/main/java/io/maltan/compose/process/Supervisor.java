package io.maltan.compose.process;

import io.maltan.compose.settings.Console;
import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Starts programs and keeps them running until it is told to stop. */
public final class Supervisor {

    private final Console console;
    private final ProcessRegister register;
    private final Guard guard;
    private final List<Supervised> programs = new CopyOnWriteArrayList<>();
    private final Set<Process> errands = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Supervisor(Console console, ProcessRegister register, Guard guard) {
        this.console = console;
        this.register = register;
        this.guard = guard;
    }

    /** Starts a program and starts it again whenever it ends. */
    public Supervised keepRunning(Program program) {
        Supervised supervised = new Supervised(this, program);
        programs.add(supervised);
        supervised.begin();
        return supervised;
    }

    /** Runs a program once, to its end, and answers its exit status; a stop ends it early. */
    public int run(Program program) throws InterruptedException {
        Process process;
        try {
            process = launch(program);
        } catch (IOException e) {
            throw new StartFailure(program.name() + " cannot be run: " + e.getMessage(), e);
        }
        errands.add(process);
        try {
            if (isStopping()) {
                end(process);
            }
            return process.waitFor();
        } finally {
            errands.remove(process);
            ended(process);
        }
    }

    /** True from the moment that everything is being stopped. */
    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Lets no program start from now on; {@link #stop} then ends those that run. */
    public void beginStop() {
        synchronized (this) {
            stopping.countDown();
        }
        errands.forEach(Supervisor::end);
    }

    private static void end(Process errand) {
        errand.descendants().forEach(ProcessHandle::destroy);
        errand.destroy();
    }

    /** Ends the named programs at the same time and waits until they are gone. */
    public void stop(List<String> names) {
        beginStop();
        List<Supervised> affected =
                programs.stream().filter(each -> names.contains(each.program().name())).toList();
        affected.forEach(Supervised::askToEnd);
        affected.forEach(Supervised::awaitEnd);
    }

    synchronized Process launch(Program program) throws IOException {
        if (isStopping()) {
            throw new IOException("Maltan is being stopped");
        }
        ProcessBuilder builder = new ProcessBuilder(Session.own(program.command()));
        builder.environment().putAll(program.environment());
        builder.directory(program.directory().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        Process process = builder.start();
        guard.watch(process.pid(), program.stop());
        register.add(program.name(), process.toHandle());
        return process;
    }

    void ended(Process process) {
        guard.forget(process.pid());
        register.remove(process.toHandle());
    }

    CountDownLatch stopping() {
        return stopping;
    }

    Console console() {
        return console;
    }
}
