import { createHash, randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'

/** The cost of a password hash, above the recommendation of OWASP: argon2id, 64 MiB, three passes. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }
const scheme = 'argon2id-sha256'

/**
 * Returns new parameters to derive a key from a password, without the key:
 * `$argon2id-sha256$v=19$m=65536,t=3,p=1$<salt>`.
 */
const newRecipe = () =>
  `$${scheme}$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${randomBytes(16).toString('base64')}`

const recipePattern = /^\$argon2id-sha256\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/=]+)$/

/**
 * Derives a key from a password with the parameters of a recipe. The key proves that its sender knows the password,
 * because the database compares the hash of the key.
 */
export const proofOf = (password: string, recipe: string): Promise<Buffer> => {
  const [, memory, time, parallelism, salt] = recipePattern.exec(recipe) ?? []
  if (salt === undefined) throw new Error('a stored password has a form that is not known')
  return hashRaw(password.normalize('NFKC'), {
    algorithm: 2,
    memoryCost: Number(memory),
    timeCost: Number(time),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
  })
}

/** Returns the stored form of a password: the recipe, and a hash of the derived key. */
export const hashPassword = async (password: string): Promise<string> => {
  const recipe = newRecipe()
  const key = await proofOf(password, recipe)
  return `${recipe}$${createHash('sha256').update(key).digest('base64')}`
}

/**
 * The recipe for an address without an account. The same slow work is done with it, so that the response time does not
 * reveal which addresses have accounts.
 */
export const decoyRecipe = newRecipe()
