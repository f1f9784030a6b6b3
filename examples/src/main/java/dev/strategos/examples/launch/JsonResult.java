package dev.strategos.examples.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What {@code --json} prints. */
public final class JsonResult {

    private JsonResult() {}

    /**
     * A result as one JSON object, for people too.
     *
     * @param result maps, lists and plain values
     * @return its text, indented
     * @throws JsonProcessingException if it cannot be written
     */
    public static String of(Object result) throws JsonProcessingException {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(result);
    }
}
