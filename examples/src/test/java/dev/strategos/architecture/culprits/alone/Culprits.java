package dev.strategos.architecture.culprits.alone;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One class for each thing that a rule forbids, and one for what it must leave in peace. */
@SuppressWarnings("unused")
public final class Culprits {

    private Culprits() {}

    static final class HoldsASocket {
        Socket socket;
    }

    static final class HoldsAChannel {
        SocketChannel channel;
    }

    static final class NamesAFile {
        Path path;
    }

    static final class StartsAThread {
        void run() {
            new Thread(() -> {}).start();
        }
    }

    static final class Sleeps {
        void run() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class HasAnExecutor {
        ExecutorService executor;
    }

    static final class HasALock {
        final ReentrantLock lock = new ReentrantLock();
    }

    static final class HasAFuture {
        CompletableFuture<String> future;
    }

    static final class Synchronizes {
        synchronized void run() {}
    }

    static final class Waits {
        void run() throws InterruptedException {
            wait();
        }
    }

    static final class AsksWhichThreadItIsIn {
        String name() {
            return Thread.currentThread().getName();
        }
    }

    static final class ReadsTheSystemClock {
        long now() {
            return System.currentTimeMillis();
        }
    }

    static final class RefersToTheSystemClock {
        LongSupplier now() {
            return System::nanoTime;
        }
    }

    static final class ReadsTheClockInALambda {
        LongSupplier now() {
            return () -> System.nanoTime() / 1000;
        }
    }

    static final class ReadsTheWallClock {
        Instant now() {
            return Instant.now();
        }
    }

    static final class SeedsByTheClock {
        final Random random = new Random();
    }

    static final class SplitsAnUnseededSource {
        final SplittableRandom random = new SplittableRandom();
    }

    static final class AsksTheThreadsRandom {
        int draw() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    static final class AsksMathRandom {
        double draw() {
            return Math.random();
        }
    }

    static final class AsksForAnAlgorithm {
        final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    }

    static final class MakesASecureRandom {
        final SecureRandom random = new SecureRandom();
    }

    static final class MakesAUuid {
        final UUID id = UUID.randomUUID();
    }

    static final class Shuffles {
        void run(List<String> names) {
            Collections.shuffle(names);
        }
    }

    static final class TakesALogarithm {
        double of(double x) {
            return Math.log(x);
        }
    }

    static final class TakesAPower {
        double of(double x) {
            return Math.pow(x, 2);
        }
    }

    static final class HasAHashMap {
        final Map<String, String> map = new HashMap<>();
    }

    static final class HasAnIdentityMap {
        final Map<String, String> map = new IdentityHashMap<>();
    }

    static final class HasASetOf {
        final Set<String> set = Set.of("a", "b");
    }

    static final class CopiesAMap {
        Map<String, String> copy(Map<String, String> map) {
            return Map.copyOf(map);
        }
    }

    static final class CollectsToASet {
        Set<String> set(Stream<String> names) {
            return names.collect(Collectors.toSet());
        }
    }

    static final class GroupsByHash {
        Map<String, List<String>> groups(Stream<String> names) {
            return names.collect(Collectors.groupingBy(name -> name));
        }
    }

    static final class HashesByIdentity {
        int hash(Object object) {
            return System.identityHashCode(object);
        }
    }

    static final class FormatsAsThePlatformLikes {
        String words(double x) {
            return String.format("%f", x);
        }
    }

    static final class FormatsInPlace {
        String words(double x) {
            return "%f".formatted(x);
        }
    }

    static final class LowersAsThePlatformLikes {
        String words(String text) {
            return text.toLowerCase();
        }
    }

    static final class EncodesAsThePlatformLikes {
        byte[] bytes(String text) {
            return text.getBytes();
        }
    }

    static final class DecodesAsThePlatformLikes {
        String text(byte[] bytes) {
            return new String(bytes);
        }
    }

    static final class HasAStaticVariable {
        static int count;
    }

    static final class NameUtils {}

    static final class NameImpl {}

    static final class NameManager {}

    /** Everything that is allowed and looks alike. */
    static final class Innocent {
        static final List<String> NAMES = List.of("a", "b");

        final Random random = new Random(1);
        final SplittableRandom splittable = new SplittableRandom(1);

        String words(double x, String text, byte[] bytes) {
            return String.format(Locale.ROOT, "%f", StrictMath.log(Math.abs(x)))
                    + text.toLowerCase(Locale.ROOT)
                    + new String(bytes, StandardCharsets.UTF_8)
                    + Math.max(1, Instant.EPOCH.getNano())
                    + new LinkedHashMap<>(new TreeMap<String, String>());
        }
    }
}
