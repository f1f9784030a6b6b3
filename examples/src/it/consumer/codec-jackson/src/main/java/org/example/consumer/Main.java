package org.example.consumer;

import dev.strategos.codec.jackson.JacksonCodec;
import dev.strategos.core.Codec;
import dev.strategos.core.MalformedMessageException;

/** Encodes a record as JSON and as CBOR, and reads it back. */
public final class Main {

    record Order(int number, String item) {}

    private Main() {}

    public static void main(String[] args) throws MalformedMessageException {
        Codec<Order> json = JacksonCodec.json(Order.class);
        Codec<Order> cbor = JacksonCodec.cbor(Order.class);
        System.out.println(json.decode(json.encode(cbor.decode(cbor.encode(new Order(7, "shield"))))));
    }
}
