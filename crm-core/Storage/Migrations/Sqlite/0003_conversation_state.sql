-- What an assistant remembers of a conversation with one person; the text is the assistant's own JSON.
CREATE TABLE conversation_state (
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (channel, conversation, user_id)
);
CREATE INDEX ix_conversation_state_updated_at ON conversation_state (updated_at);
