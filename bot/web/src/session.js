// Who is chatting and in which conversation. The persona is remembered for good, the conversation as long as the tab lives.
import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';

const base = '/v3/directline';
const personaKey = 'botcrm.persona';
const languageKey = 'botcrm.language';
const conversationKey = 'botcrm.conversation';

// A browser may forbid storage; the page then works without memory.
const read = (storage, key) => {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
};

const write = (storage, key, value) => {
  try {
    if (value === null) window[storage].removeItem(key);
    else window[storage].setItem(key, value);
  } catch {
    // Works without.
  }
};

export const rememberedPersona = () => read('localStorage', personaKey);
export const rememberPersona = login => write('localStorage', personaKey, login);
export const rememberedLanguage = () => read('localStorage', languageKey);
export const rememberLanguage = language => write('localStorage', languageKey, language);
export const forgetConversation = () => write('sessionStorage', conversationKey, null);

const rememberedConversation = login => {
  try {
    const known = JSON.parse(read('sessionStorage', conversationKey));
    return known?.login === login ? known : null;
  } catch {
    return null;
  }
};

const post = async (path, { body, token } = {}) => {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body)
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

export const fetchUsers = async () => {
  const response = await fetch('/demo/users');
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`/demo/users: ${response.status}`);
  return (await response.json()).users;
};

/** The way into the conversation of before (after a reload), or into a new one. */
export const connect = async (persona, locale) => {
  const known = rememberedConversation(persona.login);
  let entry = null;
  if (known) entry = await post('/tokens/refresh', { token: known.token }).catch(() => null);
  const isBack = entry !== null;
  entry ??= await post('/tokens/generate', { body: { user: { id: persona.login, name: persona.name } } });

  const line = new DirectLine({
    domain: window.location.origin + base,
    token: entry.token,
    ...(isBack && { conversationId: entry.conversationId }),
    conversationStartProperties: { locale },
    timeout: 10000
  });
  const remember = () => write('sessionStorage', conversationKey, JSON.stringify({ login: persona.login, token: line.token }));
  // The line renews its token; a reload needs the newest.
  window.addEventListener('pagehide', remember);
  line.connectionStatus$.subscribe({
    next: status => {
      if (status === ConnectionStatus.Online) remember();
      else if (status === ConnectionStatus.Ended) window.removeEventListener('pagehide', remember);
    },
    error: () => {}
  });
  return line;
};

/** Calls back once when the line cannot be used any more: its token ran out or the server has gone for long. */
export const onDead = (line, callback) => {
  const subscription = line.connectionStatus$.subscribe({
    next: status => {
      if (status === ConnectionStatus.ExpiredToken) callback('expired');
      else if (status === ConnectionStatus.FailedToConnect || status === ConnectionStatus.Ended) callback('lost');
    },
    error: () => callback('lost')
  });
  return () => subscription.unsubscribe();
};
