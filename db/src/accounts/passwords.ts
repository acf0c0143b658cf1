import { hash, verify } from '@node-rs/argon2'

/** OWASP's recommendation raised: argon2id (2 in the library's list), 64 MiB, three passes. */
const cost = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

export const passwordMatches = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password.normalize('NFKC'))

let decoy: Promise<string> | undefined

/** As long as a real check, for an address that nobody has: the time must not tell which addresses exist. */
export const checkInVain = async (password: string): Promise<false> => {
  decoy ??= hashPassword('nobody has this password')
  await passwordMatches(await decoy, password)
  return false
}
