package dev.strategos.benchmarks.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * JGroups: reliable unicast over TCP with flow control, no delay on the socket, and room for 128k messages in its bundler (the shipped
 * 16k collapse when its flow control grants more small messages than fit).
 */
final class JGroups implements Contestant {

    private static final String STACK = """
            <config xmlns="urn:org:jgroups">
              <TCP bind_addr="127.0.0.1" bind_port="%s" port_range="0" diag.enabled="false" tcp_nodelay="true"
                   bundler.max_size="64K" bundler.capacity="128k" thread_pool.min_threads="0" thread_pool.max_threads="200"
                   %s/>
              <TCPPING initial_hosts="127.0.0.1[%s]" port_range="0"/>
              <pbcast.NAKACK2 use_mcast_xmit="false"/>
              <UNICAST3/>
              <pbcast.STABLE desired_avg_gossip="50s" max_bytes="4M"/>
              <pbcast.GMS print_local_addr="false" join_timeout="2s"/>
              <MFC max_credits="2M" min_threshold="0.4"/>
              <UFC max_credits="2M" min_threshold="0.4"/>
              <FRAG2 frag_size="60K"/>
            </config>
            """;
    private static final String TLS = """
            tls.enabled="true" tls.protocols="TLSv1.3" tls.client_auth="NEED" tls.keystore_type="PKCS12"
            tls.keystore_path="%s" tls.keystore_password="%s" tls.truststore_type="PKCS12" tls.truststore_path="%s"
            tls.truststore_password="%s"
            """;

    private final @Nullable Path identities;

    private JGroups(@Nullable Path identities) {
        this.identities = identities;
    }

    static JGroups plain() {
        return new JGroups(null);
    }

    static JGroups tls(Path identities) {
        return new JGroups(identities);
    }

    @Override
    public Listening listen(Arrivals arrivals) throws Exception {
        String port = freePort();
        return new Listening(port, channel(tls("localhost"), port, port, arrivals));
    }

    @Override
    public End connect(String address, Arrivals arrivals) throws Exception {
        JChannel channel = channel(tls("sender"), freePort(), address, arrivals);
        if (channel.getView().size() != 2) {
            throw new IllegalStateException("JGroups did not find the other member: " + channel.getView());
        }
        return new JGroupsEnd(channel, channel.getView().getCoord());
    }

    private String tls(String end) {
        return identities == null
                ? ""
                : TLS.formatted(
                        identities.resolve(end + ".p12"),
                        Identities.PASSWORD,
                        identities.resolve(end + "-trust.p12"),
                        Identities.PASSWORD);
    }

    /** With a fixed list of members JGroups does not let the system choose. */
    private static String freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(Addresses.anyPort());
            return Integer.toString(probe.getLocalPort());
        }
    }

    private static JChannel channel(String tls, String port, String first, Arrivals arrivals) throws Exception {
        String stack = STACK.formatted(port, tls, first);
        JChannel channel = new JChannel(new ByteArrayInputStream(stack.getBytes(StandardCharsets.UTF_8)));
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                ByteBuffer bytes = ByteBuffer.wrap(message.getArray(), message.getOffset(), message.getLength());
                long answer = arrivals.arrived(bytes.getLong(), message.getLength());
                if (answer != Arrivals.NOTHING) {
                    byte[] reply = new byte[message.getLength()];
                    ByteBuffer.wrap(reply).putLong(answer);
                    try {
                        channel.send(new BytesMessage(message.getSrc(), reply));
                    } catch (Exception broken) {
                        throw new IllegalStateException(broken);
                    }
                }
            }
        });
        return channel.connect("benchmark");
    }

    private record JGroupsEnd(JChannel channel, Address other) implements End {

        @Override
        public void send(byte[] message) throws Exception {
            // It keeps the array until the other end has acknowledged.
            channel.send(new BytesMessage(other, message.clone()));
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
