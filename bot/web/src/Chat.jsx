import React, { useEffect, useMemo, useState } from 'react';
import ReactWebChat, { createStore } from 'botframework-webchat';

import { cardHostConfig, styleOptions } from './look';
import { connect, forgetConversation, onDead } from './session';
import { examplesFor } from './texts';

const nonce = document.querySelector('script[nonce]')?.nonce;
const retryAfter = 3000;

const Chat = ({ texts, language, persona }) => {
  const [line, setLine] = useState(null);
  const [problem, setProblem] = useState(null);
  const [attempt, setAttempt] = useState(0);
  const look = useMemo(() => styleOptions(persona), [persona]);
  // A line's messages belong to it alone: another line gets another store.
  const store = useMemo(() => createStore(), [line]);

  useEffect(() => {
    let left = false;
    let stopWatching = () => {};
    let close = () => {};
    let timer;
    const again = () => {
      timer = setTimeout(() => setAttempt(attempt + 1), retryAfter);
    };

    connect(persona, texts.locale).then(
      opened => {
        if (left) return;
        setProblem(null);
        setLine(opened);
        close = () => opened.end();
        stopWatching = onDead(opened, why => {
          stopWatching();
          if (left) return;
          // An expired token cannot come back; a lost server may, with the conversation.
          if (why === 'expired') forgetConversation();
          setProblem('lost');
          again();
        });
      },
      () => {
        if (left) return;
        setProblem('failed');
        again();
      }
    );

    return () => {
      left = true;
      stopWatching();
      close();
      clearTimeout(timer);
    };
    // The language is only a hint at the start of a conversation; changing it must not restart one.
  }, [persona, attempt]);

  const say = text => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'keyboard' } });

  return (
    <div className="workplace">
      <aside className="examples" aria-label={texts.try}>
        <h2>{texts.try}</h2>
        <ul>
          {examplesFor(language, persona.role).map(example => (
            <li key={example}>
              <button type="button" onClick={() => say(example)} disabled={!line}>
                {example}
              </button>
            </li>
          ))}
        </ul>
        <p className="demo-hint">{texts.demoHint}</p>
      </aside>
      <main className="chat" data-testid="chat">
        {problem && (
          <div className="problem" role="status">
            {texts[problem]}
          </div>
        )}
        {line ? (
          <ReactWebChat
            adaptiveCardsHostConfig={cardHostConfig}
            className="webchat"
            directLine={line}
            locale={texts.locale}
            nonce={nonce}
            store={store}
            styleOptions={look}
            userID={persona.login}
            username={persona.name}
          />
        ) : (
          !problem && <p className="loading">{texts.loading}</p>
        )}
      </main>
    </div>
  );
};

export default Chat;
