import { type Db, write } from '../actor.ts'

/**
 * Records whether a gateway for text messages is configured. Without a gateway, text messages are set aside; they are
 * not sent late if a gateway is configured afterwards.
 */
export const noteGateway = (db: Db, isThere: boolean): Promise<void> =>
  write(db, { kind: 'gateway.noted', request: 'gateways' }, async ({ sql }) => {
    if (isThere) {
      await sql`insert into app.gateways (channel) values ('sms') on conflict do nothing`
      return
    }
    await sql`delete from app.gateways where channel = 'sms'`
    await sql`update app.deliveries set dropped_at = app.now() where channel = 'sms' and outbound_message_id is null and dropped_at is null`
  })
