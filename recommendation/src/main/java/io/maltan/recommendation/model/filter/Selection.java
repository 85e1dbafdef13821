package io.maltan.recommendation.model.filter;

/** Finds the k-th largest of many numbers by quickselect. */
final class Selection {

    private Selection() {}

    /** The least of the k largest; reorders the numbers. Infinite for none. */
    static float atLeast(float[] numbers, int k) {
        if (k <= 0) {
            return Float.POSITIVE_INFINITY;
        }
        if (k >= numbers.length) {
            return 0;
        }
        int low = 0;
        int high = numbers.length - 1;
        while (low < high) {
            float pivot = median(numbers[low], numbers[(low + high) >>> 1], numbers[high]);
            int left = low;
            int right = high;
            while (left <= right) {
                while (numbers[left] > pivot) {
                    left++;
                }
                while (numbers[right] < pivot) {
                    right--;
                }
                if (left <= right) {
                    float swapped = numbers[left];
                    numbers[left++] = numbers[right];
                    numbers[right--] = swapped;
                }
            }
            if (k - 1 <= right) {
                high = right;
            } else if (k - 1 >= left) {
                low = left;
            } else {
                return pivot;
            }
        }
        return numbers[k - 1];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
