package dev.strategos.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A fixed set of nodes in an order that is the same at every member.
 *
 * <p>The order gives each member a rank, 0 for the first, and iteration follows it. Immutable, for any thread.
 */
public final class Group implements Iterable<NodeId> {

    private final List<NodeId> members;
    private final Map<NodeId, Integer> ranks;

    private Group(List<NodeId> members) {
        this.members = Collections.unmodifiableList(new ArrayList<>(members));
        this.ranks = new LinkedHashMap<>();
        for (NodeId member : this.members) {
            if (ranks.put(Objects.requireNonNull(member, "member"), ranks.size()) != null) {
                throw new IllegalArgumentException(
                        "members: each must be named once, but '" + member + "' is there twice");
            }
        }
        if (this.members.isEmpty()) {
            throw new IllegalArgumentException("members: must have at least one node");
        }
    }

    /**
     * The group of these nodes, in this order.
     *
     * @param members at least one node, none twice
     * @return the group
     * @throws IllegalArgumentException if there is no member or one is named twice
     */
    public static Group of(NodeId... members) {
        return new Group(List.of(members));
    }

    /**
     * The group of these nodes, in this order.
     *
     * @param members at least one node, none twice
     * @return the group
     * @throws IllegalArgumentException if there is no member or one is named twice
     */
    public static Group of(List<NodeId> members) {
        return new Group(members);
    }

    /**
     * The group of the nodes of these names, in this order.
     *
     * @param names lower-case DNS names, at least one, none twice
     * @return the group
     * @throws IllegalArgumentException if there is no name, one is not a DNS name, or one is there twice
     */
    public static Group named(String... names) {
        List<NodeId> members = new ArrayList<>();
        for (String name : names) {
            members.add(NodeId.of(name));
        }
        return new Group(members);
    }

    /**
     * The members in the order of their ranks.
     *
     * @return an unmodifiable list
     */
    public List<NodeId> members() {
        return members;
    }

    /**
     * The members but one, in the order of their ranks.
     *
     * @param self the member to leave out
     * @return a new list
     */
    public List<NodeId> others(NodeId self) {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(self);
        return others;
    }

    /**
     * How many members there are, n.
     *
     * @return at least 1
     */
    public int size() {
        return members.size();
    }

    /**
     * Whether the node is a member.
     *
     * @param node any node
     * @return true if it is one
     */
    public boolean contains(NodeId node) {
        return ranks.containsKey(node);
    }

    /**
     * The place of a member in the order.
     *
     * @param member a member
     * @return 0 to n−1
     * @throws IllegalArgumentException if it is not a member
     */
    public int rank(NodeId member) {
        Integer rank = ranks.get(member);
        if (rank == null) {
            throw new IllegalArgumentException("member: must be one of " + members + ", but was '" + member + "'");
        }
        return rank;
    }

    /**
     * The member at a place in the order.
     *
     * @param rank 0 to n−1
     * @return the member
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public NodeId member(int rank) {
        return members.get(rank);
    }

    /**
     * The size of a majority, ⌊n/2⌋+1: any two of that size share a member.
     *
     * @return at least 1
     */
    public int majority() {
        return members.size() / 2 + 1;
    }

    /**
     * The size of a Byzantine quorum, ⌊(n+f)/2⌋+1: any two of that size share a correct member (Cachin, Guerraoui,
     * Rodrigues, section 3.10).
     *
     * @param faulty f, how many members may be Byzantine
     * @return the quorum's size; it is only sure to gather while n &gt; 3f
     * @throws IllegalArgumentException if f is negative or not below n
     */
    public int byzantineQuorum(int faulty) {
        if (faulty < 0 || faulty >= members.size()) {
            throw new IllegalArgumentException("faulty: must be 0 to " + (members.size() - 1) + ", but was " + faulty);
        }
        return (members.size() + faulty) / 2 + 1;
    }

    @Override
    public Iterator<NodeId> iterator() {
        return members.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Group group && members.equals(group.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
