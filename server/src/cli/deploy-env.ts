import { randomBytes } from 'node:crypto'
import { urlFor } from '@palermo/db/roles.ts'
import { type Command, required, UsageFault } from './call.ts'

export const deployEnvCommand: Command = {
  name: 'deploy env',
  usage: '--host NAME --admin ADDRESS',
  about:
    'Prints what docker-compose.yml needs to know, with passwords made now: keep it in a file named .env that nobody else ' +
    'may read. Whoever runs it twice has other passwords than the database.',
  options: { host: { type: 'string' }, admin: { type: 'string' } },
  async run(call) {
    const host = required(call, 'host')
    const admin = required(call, 'admin')
    // The host is written into the settings of a proxy, so only a host name is allowed.
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) throw new UsageFault('--host is the name of a machine.')
    if (!/^[^\s@'"$]+@[^\s@'"$]+$/.test(admin)) throw new UsageFault('--admin is an e-mail address.')
    const secret = () => randomBytes(24).toString('base64url')
    const [owner, queue] = [secret(), secret()]
    const migration = `postgres://palermo_owner:${owner}@database:5432/palermo`
    const values = {
      PALERMO_HOST: host,
      PALERMO_ADMIN: admin,
      POSTGRES_PASSWORD: owner,
      DATABASE_URL: migration,
      DATABASE_API_URL: urlFor(migration, 'api'),
      DATABASE_KEYS_URL: urlFor(migration, 'keys'),
      DATABASE_WORKER_URL: urlFor(migration, 'worker'),
      DATABASE_QUEUE_URL: urlFor(migration, 'queue'),
      REDIS_PASSWORD: queue,
      REDIS_URL: `redis://:${queue}@queue:6379`,
      PALERMO_JWT_SECRET: randomBytes(32).toString('base64url'),
      SMTP_URL: '',
    }
    for (const [name, value] of Object.entries(values)) call.terminal.log(`${name}=${value}`)
    return 0
  },
}
