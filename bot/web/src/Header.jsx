import React from 'react';

const Header = ({ texts, users, persona, onPersona, onLanguage, onNewChat }) => (
  <header className="header">
    <div className="brand">
      <svg className="brand-mark" viewBox="5 5 22 22" aria-hidden="true">
        <path d="M8 10.5A2.5 2.5 0 0 1 10.5 8h11a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5H16l-4.6 4.1c-.5.5-1.4.1-1.4-.6V20A2 2 0 0 1 8 18z" />
        <path className="brand-bars" d="M12 16.5v-2M16 16.5v-5M20 16.5v-3.5" />
      </svg>
      <div>
        <h1>BotCrm</h1>
        <p>{texts.tagline}</p>
      </div>
      <span className="badge" title={texts.demoHint}>
        {texts.demo}
      </span>
    </div>
    <div className="controls">
      {persona && (
        <>
          <label className="persona">
            <span className="persona-label">{texts.persona}</span>
            <select
              aria-label={texts.persona}
              data-testid="persona"
              value={persona.login}
              onChange={event => onPersona(users.find(user => user.login === event.target.value))}
            >
              {users.map(user => (
                <option key={user.login} value={user.login}>
                  {user.name} · {texts.roles[user.role] ?? user.role}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="quiet" onClick={onNewChat} data-testid="new-chat">
            {texts.newChat}
          </button>
        </>
      )}
      <button type="button" className="quiet" onClick={onLanguage} title={texts.languageHint} data-testid="language">
        {texts.language}
      </button>
    </div>
  </header>
);

export default Header;
