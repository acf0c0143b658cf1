// Runs without a page. Woken by the push service it shows a count and nothing else; and it hands out the files of the pages,
// which are the same for everybody, where the server cannot be reached. Nothing that the interface answers passes through it.
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

const shell = 'shell'
const noPage = /^\/(api|assets|docs|metrics)([/?]|$)/
/** Milliseconds that a page of ours is waited for before the one that lies here is shown. */
const patience = 6000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && !noPage.test(pathname)) event.respondWith(page(request))
  if (pathname.startsWith('/assets/')) event.respondWith(file(request))
})

// The page tells of which build it is and which files it has; those of another build go.
self.addEventListener('message', (event) => {
  if (event.data?.kind === 'keep-shell') event.waitUntil(keepShell(event.data))
})

/** Under this name lies which build the others are of. */
const ofBuild = '/assets/build'

const keepShell = async ({ build, files }) => {
  const cache = await caches.open(shell)
  const wanted = files.filter((file) => file.startsWith('/assets/'))
  const before = await (await cache.match(ofBuild))?.text()
  if (before !== build) {
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url)
      if (pathname !== '/' && !wanted.includes(pathname)) await cache.delete(url)
    }
    await cache.put(ofBuild, new Response(build))
  }
  // One by one: a file that cannot be had now does not keep the others away.
  await Promise.all(['/', ...wanted].map(async (file) => (await lying(file)) ?? cache.add(file).catch(() => undefined)))
}

/** A file is the same whatever was asked of it beside its name. */
const lying = (request) => caches.match(request, { ignoreVary: true, ignoreSearch: true })

const keep = async (name, response) => {
  if (response.ok) await (await caches.open(shell)).put(name, response.clone())
  return response
}

/** One page stands for all addresses: it decides by itself what it shows. */
const page = async (request) => {
  const kept = await lying('/')
  const fresh = fetch(request).then((response) => keep('/', response))
  if (!kept) return fresh
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), patience))
  return Promise.race([fresh.catch(() => kept), late])
}

/** A file's name says what is in it. */
const file = async (request) => (await lying(request)) ?? keep(request, await whenThereIsALine(request))

/** Milliseconds between two tries, and for how long they go on: less than browsers let one request take here. */
const tryAfter = 1000
const longest = 240_000

/** A part of a page that failed to come once is never asked for again by the page: so it does not fail, it comes late. */
const whenThereIsALine = async (request) => {
  for (const until = Date.now() + longest; ; ) {
    try {
      return await fetch(request)
    } catch (error) {
      if (request.signal.aborted || Date.now() > until) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, tryAfter))
  }
}
