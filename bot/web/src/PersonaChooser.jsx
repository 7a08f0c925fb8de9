import React from 'react';

import { initials } from './look';

const byTeam = (users, noTeam) => {
  const teams = new Map();
  for (const user of users) {
    const team = user.team ?? noTeam;
    teams.set(team, [...(teams.get(team) ?? []), user]);
  }
  return [...teams];
};

const PersonaChooser = ({ texts, users, onPersona }) => (
  <main className="chooser">
    <h2>{texts.who}</h2>
    <p className="chooser-hint">{users.length ? texts.whoHint : texts.nobody}</p>
    {byTeam(users, texts.noTeam).map(([team, members]) => (
      <section key={team} aria-label={team}>
        <h3>{team}</h3>
        <ul>
          {members.map(user => (
            <li key={user.login}>
              <button type="button" className="person" onClick={() => onPersona(user)} data-testid={`persona-${user.login}`}>
                <span className={`avatar role-${user.role}`} aria-hidden="true">
                  {initials(user.name)}
                </span>
                <span className="person-words">
                  <strong>{user.name}</strong>
                  <small>{texts.roles[user.role] ?? user.role}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </main>
);

export default PersonaChooser;
