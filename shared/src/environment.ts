/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Treats an empty variable as missing, because Compose passes empty values for settings that a site leaves out. */
export const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

/**
 * Reads a whole number from a variable.
 * @throws Error with a sentence for the operator unless the value is a whole number from `min` to `max`
 */
export const wholeNumber = (
  env: Environment,
  name: string,
  { usual, min, max }: { usual: number; min: number; max: number },
): number => {
  const given = env[name] || String(usual)
  const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN
  if (!(value >= min && value <= max))
    throw new Error(`${name} must be a whole number from ${min} to ${max}, not "${given}".`)
  return value
}
