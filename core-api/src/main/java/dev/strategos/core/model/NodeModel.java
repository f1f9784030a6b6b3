package dev.strategos.core.model;

/** How nodes may fail, from the strongest promise to the weakest: crash-stop, crash-recovery, Byzantine. */
public sealed interface NodeModel {

    /**
     * A node that crashes never does anything again.
     *
     * @return the model
     */
    static NodeModel crashStop() {
        return CrashStop.INSTANCE;
    }

    /**
     * A node that crashes may come back, with its stable storage and nothing else.
     *
     * @return the model
     */
    static NodeModel crashRecovery() {
        return CrashRecovery.INSTANCE;
    }

    /**
     * Some nodes may do anything at all, and do it together.
     *
     * @param faulty f, how many at most; at least 0
     * @return the model
     * @throws IllegalArgumentException if f is negative
     */
    static NodeModel byzantine(int faulty) {
        return new Byzantine(faulty);
    }

    /**
     * Whether this promises at least as much as the other.
     *
     * @param other what is asked for
     * @return true if whoever assumes the other may be given this
     */
    boolean isNoWeakerThan(NodeModel other);

    /** A node that crashes never does anything again. */
    enum CrashStop implements NodeModel {
        /** The only one. */
        INSTANCE;

        @Override
        public boolean isNoWeakerThan(NodeModel other) {
            return true;
        }

        @Override
        public String toString() {
            return "crash-stop";
        }
    }

    /** A node that crashes may come back, with its stable storage and nothing else. */
    enum CrashRecovery implements NodeModel {
        /** The only one. */
        INSTANCE;

        @Override
        public boolean isNoWeakerThan(NodeModel other) {
            return !(other instanceof CrashStop);
        }

        @Override
        public String toString() {
            return "crash-recovery";
        }
    }

    /**
     * Up to f nodes may do anything at all.
     *
     * @param faulty f, at least 0
     */
    record Byzantine(int faulty) implements NodeModel {

        /**
         * Checks the bound.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Byzantine {
            if (faulty < 0) {
                throw new IllegalArgumentException("faulty: must be at least 0, but was " + faulty);
            }
        }

        @Override
        public boolean isNoWeakerThan(NodeModel other) {
            return other instanceof Byzantine assumed && faulty <= assumed.faulty;
        }

        @Override
        public String toString() {
            return "Byzantine(at most " + faulty + ")";
        }
    }
}
