/**
 * A catalogue of some texts with another one behind it, which is queried and not copied, so that texts that are loaded
 * later with a part of the page are found too.
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
