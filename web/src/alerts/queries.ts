import { Alert, type NewAlert } from '@palermo/shared/alerts/contract.ts'
import { api } from '../api.ts'

/** Sends a draft as a notification and deletes the draft. */
export const sendAlert = (body: NewAlert, key: string): Promise<Alert> =>
  api(Alert, '/alerts', { method: 'POST', body, key })
