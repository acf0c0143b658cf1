/**
 * Returns a catalogue that looks up each missing text in another catalogue at the time of the request, because the
 * other catalogue may load more texts later.
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
