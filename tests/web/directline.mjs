// Talks through the real Direct Line client, over WebSocket or by polling, and prints what it saw as JSON.
// usage: node directline.mjs <address> <user> <websocket|polling> <text> …
import { createRequire } from 'node:module';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = WebSocket;
const { DirectLine } = require('botframework-directlinejs');

const [address, user, way, ...texts] = process.argv.slice(2);
const patience = 20_000;

const fail = message => {
  console.error(message);
  process.exit(1);
};

setTimeout(() => fail(`nothing more came within ${patience} ms; seen: ${JSON.stringify(seen)}`), patience).unref();

const response = await fetch(`${address}/v3/directline/tokens/generate`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ user: { id: user } })
});
if (!response.ok) fail(`tokens/generate: ${response.status} ${await response.text()}`);
const { token } = await response.json();

const seen = [];
const waiting = [];
const notice = () => {
  for (const wait of [...waiting]) {
    if (!wait.isMet()) continue;
    waiting.splice(waiting.indexOf(wait), 1);
    wait.resolve();
  }
};
const until = isMet => new Promise(resolve => {
  waiting.push({ isMet, resolve });
  notice();
});

const line = new DirectLine({
  domain: `${address}/v3/directline`,
  token,
  webSocket: way === 'websocket',
  pollingInterval: 250,
  conversationStartProperties: { locale: 'zh-CN' }
});
const statuses = [];
line.connectionStatus$.subscribe(status => statuses.push(status));
const subscription = line.activity$.subscribe(
  activity => {
    seen.push({ type: activity.type, from: activity.from, text: activity.text, id: activity.id, replyToId: activity.replyToId, clientId: activity.channelData?.clientActivityID });
    notice();
  },
  error => fail(`stream: ${error}`)
);

const ids = [];
await until(() => seen.some(activity => activity.from.role === 'bot'));
for (const [index, text] of texts.entries()) {
  const id = await new Promise((resolve, reject) =>
    line
      .postActivity({ type: 'message', text, from: { id: user, role: 'user' }, channelData: { clientActivityID: `c${index}` } })
      .subscribe(resolve, reject)
  );
  ids.push(id);
  await until(() => seen.some(activity => activity.replyToId === id && activity.type === 'message'));
  // The echo may come after the answer to the post, as every client must expect.
  await until(() => seen.some(activity => activity.id === id));
}

// A second client that comes back to the conversation gets all of it again.
const before = seen.length;
const back = new DirectLine({ domain: `${address}/v3/directline`, token: line.token, conversationId: line.conversationId, webSocket: way === 'websocket', pollingInterval: 250 });
const again = [];
await new Promise((resolve, reject) => {
  back.activity$.subscribe(activity => {
    again.push(activity.id);
    if (again.length === before) resolve();
  }, reject);
});

subscription.unsubscribe();
line.end();
back.end();
console.log(JSON.stringify({ ids, seen, statuses, again, claimed: JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).user }));
process.exit(0);
