import { cast, demoPassword } from '@palermo/server/demo/cast.ts'

/** The accounts named in the README, one line for each sector; the demo has a few more of each kind. */
export const demoSignIns = (): string => {
  const bySector = new Map<string, string[]>()
  for (const { email } of cast) {
    const [name = '', sector = ''] = email.split('@')
    if (/^[a-z]+$/.test(name)) bySector.set(sector, [...(bySector.get(sector) ?? []), `${name}@`])
  }
  const lines = [...bySector].map(([sector, names]) => `    ${names.join(' ')}${sector}`)
  return `  Sign in with the password ${demoPassword} as, for example:\n${lines.join('\n')}\n`
}
