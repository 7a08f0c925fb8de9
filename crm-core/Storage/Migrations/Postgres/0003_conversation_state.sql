-- What an assistant remembers of a conversation with one person; the text is the assistant's own JSON.
CREATE TABLE conversation_state (
    channel text NOT NULL,
    conversation text NOT NULL,
    user_id bigint NOT NULL,
    state text NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (channel, conversation, user_id)
);
CREATE INDEX ix_conversation_state_updated_at ON conversation_state (updated_at);
