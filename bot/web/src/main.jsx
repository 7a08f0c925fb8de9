import './style.css';

import React, { useCallback, useEffect, useState } from 'react';
import { render } from 'react-dom';

import Chat from './Chat';
import Header from './Header';
import PersonaChooser from './PersonaChooser';
import { fetchUsers, forgetConversation, rememberLanguage, rememberPersona, rememberedLanguage, rememberedPersona } from './session';
import { textsFor } from './texts';

const languageOf = tag => (tag?.toLowerCase().startsWith('zh') ? 'zh' : 'en');
const retryAfter = 3000;

const App = () => {
  const [users, setUsers] = useState();
  const [failed, setFailed] = useState(false);
  const [persona, setPersona] = useState(null);
  const [language, setLanguage] = useState(rememberedLanguage() ?? languageOf(navigator.language));
  const [chat, setChat] = useState(0);
  const texts = textsFor(language);

  useEffect(() => {
    document.documentElement.lang = texts.locale;
  }, [texts]);

  useEffect(() => {
    let timer;
    const load = () =>
      fetchUsers().then(
        found => {
          setFailed(false);
          setUsers(found);
          setPersona(found?.find(user => user.login === rememberedPersona()) ?? null);
        },
        () => {
          setFailed(true);
          timer = setTimeout(load, retryAfter);
        }
      );
    load();
    return () => clearTimeout(timer);
  }, []);

  const choose = useCallback(user => {
    rememberPersona(user.login);
    // Somebody else's language is theirs until they choose another.
    const theirs = languageOf(user.language);
    rememberLanguage(theirs);
    setLanguage(theirs);
    setPersona(user);
  }, []);

  const switchLanguage = useCallback(() => {
    const other = language === 'zh' ? 'en' : 'zh';
    rememberLanguage(other);
    setLanguage(other);
  }, [language]);

  const startAnew = useCallback(() => {
    forgetConversation();
    setChat(number => number + 1);
  }, []);

  return (
    <>
      <Header onLanguage={switchLanguage} onNewChat={startAnew} onPersona={choose} persona={persona} texts={texts} users={users} />
      {failed ? (
        <p className="loading">{texts.failed}</p>
      ) : users === undefined ? (
        <p className="loading">{texts.loading}</p>
      ) : users === null ? (
        <p className="loading">{texts.noDemo}</p>
      ) : persona ? (
        <Chat key={`${persona.login} ${chat}`} language={language} persona={persona} texts={texts} />
      ) : (
        <PersonaChooser onPersona={choose} texts={texts} users={users} />
      )}
    </>
  );
};

render(<App />, document.getElementById('root'));
