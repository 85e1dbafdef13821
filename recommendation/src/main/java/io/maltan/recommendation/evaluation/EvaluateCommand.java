package io.maltan.recommendation.evaluation;

import java.io.PrintStream;
import java.util.List;

/** The command {@code evaluate}. */
public final class EvaluateCommand {

    /** The first argument that asks for it. */
    public static final String NAME = "evaluate";

    private static final int DONE = 0;
    private static final int UNUSABLE = 2;

    private final PrintStream out;
    private final PrintStream complaints;

    public EvaluateCommand(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    /**
     * Runs it.
     *
     * @return what the process is to end with
     */
    public int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.print(EvaluateOptions.USAGE);
            return DONE;
        }
        try {
            evaluate(EvaluateOptions.parse(arguments));
            return DONE;
        } catch (BadInput e) {
            complaints.println(e.getMessage());
            return UNUSABLE;
        }
    }

    private void evaluate(EvaluateOptions options) {
        switch (options.mode()) {
            case EVERYWHERE -> new ListEvaluation(options, out).run();
            case SITUATED -> new SituatedEvaluation(options, out).run();
            case SERVICE -> new ServiceEvaluation(options, out).run();
            case COLD_START -> new ColdStartEvaluation(options, out).run();
        }
    }
}
