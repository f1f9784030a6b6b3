package dev.strategos.detectors.swim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The news that ride on frames: each is passed on λ·log₂(n+1) times, what was passed on least often goes first, and of each member only
 * the latest is kept.
 */
final class Gossip {

    private final int times;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final Map<Integer, Item> latest = new LinkedHashMap<>();

    Gossip(int members, int factor) {
        this.times = factor * (32 - Integer.numberOfLeadingZeros(members));
    }

    void add(News news) {
        Item item = new Item(news);
        latest.put(news.member(), item);
        queue.addFirst(item);
    }

    /** The next pieces, at most so many. */
    List<News> next(int most) {
        List<News> taken = new ArrayList<>(Math.min(most, 8));
        List<Item> again = new ArrayList<>(Math.min(most, 8));
        while (taken.size() < most && !queue.isEmpty()) {
            Item item = queue.removeFirst();
            if (latest.get(item.news.member()) != item) {
                continue;
            }
            taken.add(item.news);
            item.sent++;
            if (item.sent < times) {
                again.add(item);
            } else {
                latest.remove(item.news.member());
            }
        }
        queue.addAll(again);
        return taken;
    }

    private static final class Item {

        private final News news;
        private int sent;

        Item(News news) {
            this.news = news;
        }
    }
}
