package dev.strategos.benchmarks.peers;

import java.nio.file.Path;

/** All contestants; the first two are the floors that others are compared with. */
public enum Peers {
    /** Netty with nothing above it: frames side by side in buffers of 64 KiB. */
    NETTY("netty", false),
    /** A blocking socket behind a buffer of 64 KiB. */
    SOCKET("socket", false),
    /** An outbox on a FIFO link on a reliable link. */
    STRATEGOS("strategos", false),
    /** The same with a batching link on top. */
    BATCHING("batching", false),
    /** JGroups: reliable unicast over TCP. */
    JGROUPS("jgroups", false),
    /** JeroMQ: sockets that know messages. */
    JEROMQ("jeromq", false),
    /** gRPC: one stream in each direction. */
    GRPC("grpc", false),
    /** Netty under mutual TLS 1.3. */
    NETTY_TLS("netty-tls", true),
    /** The same links under mutual TLS 1.3. */
    STRATEGOS_TLS("strategos-tls", true),
    /** The same with a batching link on top. */
    BATCHING_TLS("batching-tls", true),
    /** JGroups under mutual TLS 1.3. */
    JGROUPS_TLS("jgroups-tls", true),
    /** gRPC under mutual TLS 1.3. */
    GRPC_TLS("grpc-tls", true);

    private final String label;
    private final boolean isTls;

    Peers(String label, boolean isTls) {
        this.label = label;
        this.isTls = isTls;
    }

    /**
     * What it is called in options and tables.
     *
     * @return a word
     */
    public String label() {
        return label;
    }

    /**
     * Whether it encrypts and both ends authenticate.
     *
     * @return true under mutual TLS
     */
    public boolean isTls() {
        return isTls;
    }

    /**
     * What it is compared with.
     *
     * @return raw Netty, under TLS where this is
     */
    public Peers floor() {
        return isTls ? NETTY_TLS : NETTY;
    }

    /**
     * Makes the contestant.
     *
     * @param files the folder with the identities of the run
     * @return the contestant
     */
    public Contestant contestant(Path files) {
        return switch (this) {
            case NETTY -> RawNetty.plain();
            case SOCKET -> new BlockingSocket();
            case STRATEGOS -> Strategos.plain();
            case BATCHING -> Strategos.batching();
            case JGROUPS -> JGroups.plain();
            case JEROMQ -> new JeroMq();
            case GRPC -> Grpc.plain();
            case NETTY_TLS -> RawNetty.tls(files);
            case STRATEGOS_TLS -> Strategos.tls(files);
            case BATCHING_TLS -> Strategos.batchingTls(files);
            case JGROUPS_TLS -> JGroups.tls(files);
            case GRPC_TLS -> Grpc.tls(files);
        };
    }
}
