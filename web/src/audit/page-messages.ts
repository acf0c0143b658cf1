import { learn } from '../messages.ts'

learn(import.meta.glob('./page-messages.en.json', { eager: true, import: 'default' }))
