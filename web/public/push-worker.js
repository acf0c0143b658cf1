// Runs without a page, woken by the push service. It shows a count and nothing else, and knows nothing else.
const usual = '/notices'

/** What was sent, if it is ours; a path of this site alone. */
const read = (data) => {
  try {
    const { text, path } = data.json()
    return { text: String(text).slice(0, 200), path: /^\/(?![/\\])/.test(path) ? path : usual }
  } catch {
    return { text: '', path: usual }
  }
}

self.addEventListener('push', (event) => {
  const { text, path } = read(event.data)
  // The next takes the place of this one: a screen never fills with them.
  event.waitUntil(
    self.registration.showNotification('Palermo', { body: text, tag: 'notices', renotify: true, data: { path } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? usual))
})

const open = async (path) => {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // A page that is open may hold something half written: it is brought to the front and left as it is.
  return page ? page.focus() : self.clients.openWindow(path)
}
