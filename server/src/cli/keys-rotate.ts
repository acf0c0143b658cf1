import path from 'node:path'
import { addKey } from '@palermo/db/seal.ts'
import { type Command, dataFolder } from './call.ts'

export const keysRotateCommand: Command = {
  name: 'keys rotate',
  usage: '',
  about:
    'Makes a new sealing key beside those that are there. Every process seals with it from its next start on; restart the API ' +
    'first, then the workers, which seal the secrets of webhooks and pushes anew. The keys before it stay: words were sealed with them.',
  options: {},
  async run(call) {
    const number = addKey(path.join(dataFolder(call), 'keys'))
    call.terminal.log(`Key ${number} is made. Back up the keys now, then restart the API, then the workers.`)
    return 0
  },
}
