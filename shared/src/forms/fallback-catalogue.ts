/**
 * A catalogue of some words over another, which is asked and not copied: what the lower one learns later, with a part of
 * the page that comes by itself, is known above it too.
 */
export const fallbackCatalogue = <Text>(
  own: Record<string, Text>,
  below: Record<string, Text>,
): Record<string, Text> => {
  const holder = (key: string | symbol) => (Object.hasOwn(own, key) ? own : below)
  return new Proxy(own, {
    get: (_, key) => Reflect.get(holder(key), key),
    has: (_, key) => Reflect.has(holder(key), key),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(holder(key), key),
  })
}
