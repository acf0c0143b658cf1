/** What a process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable that is empty is one that is not set: Compose passes on empty what a site's settings leave out. */
export const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

/** @throws Error in plain words for what is no whole number from `min` to `max` */
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
