// A small program against the generated client; compiled and run by openapi-client.mjs.
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

type Customer = components['schemas']['CustomerResource'];

export async function run(address: string): Promise<string[]> {
  const client = createClient<paths>({ baseUrl: address });
  const told: string[] = [];
  const signedIn = await client.POST('/api/v1/demo/token', { body: { user: 'lena' } });
  if (!signedIn.data) throw new Error(`no token: ${signedIn.error.code}`);
  const token: string = signedIn.data.token;
  client.use({ onRequest: ({ request }) => void request.headers.set('Authorization', `Bearer ${token}`) });

  const made = await client.POST('/api/v1/customers', { body: { name: 'Generated Client Works', tags: ['typed'] } });
  if (!made.data) throw new Error(`no customer: ${made.error.code} ${made.error.detail}`);
  const customer: Customer = made.data;
  told.push(customer.name);

  const sale = await client.POST('/api/v1/opportunities', { body: { customer: customer.id, name: 'Sensors', stage: 'proposal', amount: 1200.5, currency: 'EUR', closeDate: '2026-12-18' } });
  const amount: number | null | undefined = sale.data?.amount;
  told.push(`${sale.data?.stage} ${amount}`);

  const task = await client.POST('/api/v1/tasks', { body: { title: 'Call back', customer: customer.id, due: '2026-12-01T15:00:00+01:00', remindBefore: 30, recurrence: { kind: 'weekly', count: 2 } } });
  told.push(`${task.data?.remindBefore} ${task.data?.recurrence?.kind}`);
  if (task.data) await client.PATCH('/api/v1/tasks/{id}', { params: { path: { id: task.data.id }, header: { 'If-Match': `"${task.data.version}"` } }, body: { done: true } });

  const open = await client.GET('/api/v1/tasks', { params: { query: { customer: customer.id, done: false, limit: 10 } } });
  told.push(`${open.data?.items.length} open`);

  const missing = await client.GET('/api/v1/customers/{id}', { params: { path: { id: '999999' } } });
  told.push(`${missing.response.status} ${missing.error?.code}`);

  const gone = await client.DELETE('/api/v1/opportunities/{id}', { params: { path: { id: sale.data?.id ?? '' } } });
  told.push(`${gone.response.status}`);
  return told;
}
