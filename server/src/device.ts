/**
 * Returns browser and system in a few words, by which users recognise a session. The whole `User-Agent` header is never
 * shown.
 */
export const deviceOf = (userAgent: string | undefined): string => {
  const find = (names: readonly (readonly [string, RegExp])[]) =>
    names.find(([, mark]) => mark.test(userAgent ?? ''))?.[0]
  const browser = find([
    ['Edge', /Edg\//],
    ['Firefox', /Firefox\//],
    ['Chrome', /Chrome\//],
    ['Safari', /Safari\//],
  ])
  const system = find([
    ['Android', /Android/],
    ['iPhone or iPad', /iPhone|iPad/],
    ['Windows', /Windows/],
    ['macOS', /Mac OS X/],
    ['Linux', /Linux/],
  ])
  return [browser ?? 'Another program', system].filter(Boolean).join(', ')
}
