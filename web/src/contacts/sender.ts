import type { Sender } from '../entries/outbox.ts'
import { logContact } from './queries.ts'

export const sender: Sender<'contact'> = {
  kind: 'contact',
  send: (queryClient, { id, body }, how) => logContact(queryClient, body, id, how),
}
