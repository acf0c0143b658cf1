import { limitSessions } from '@palermo/db/accounts/administrators.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { type Command, ownerUrl, required, UsageFault } from './call.ts'

export const sessionsCommand: Command = {
  name: 'sessions',
  usage: '--idle MINUTES --longest HOURS --most N',
  about: 'Sets how long a session lasts without use and at all, and how many one person has at once.',
  options: { idle: { type: 'string' }, longest: { type: 'string' }, most: { type: 'string' } },
  async run(call) {
    const [idle, longest, most] = (['idle', 'longest', 'most'] as const).map((name) => Number(required(call, name)))
    if (!inside(idle, 5, 720) || !inside(longest, 1, 24) || !inside(most, 1, 20))
      throw new UsageFault('--idle is 5 to 720 minutes, --longest 1 to 24 hours, --most 1 to 20.')
    await asOwner(await ownerUrl(call), (owner) => limitSessions(owner, { idle, longest, most }))
    call.terminal.log('Sessions that begin or are used from now on go by it.')
    return 0
  },
}

const inside = (value: number | undefined, least: number, most: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most
