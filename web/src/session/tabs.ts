/**
 * Messages between the tabs of one browser. A message says that something happened, and never contains a token or a
 * text.
 */
export type TabMessage =
  | { kind: 'signed-in'; personId: string }
  | { kind: 'signed-out' }
  | { kind: 'live'; personId: string; event: unknown }
  /** A new tab asks for the number of unread notifications, and the tab with the live stream answers. */
  | { kind: 'asks-unread'; personId: string }
  | { kind: 'unread'; personId: string; unread: number }

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('tabs') : undefined

export const postToTabs = (message: TabMessage): void => channel?.postMessage(message)

export const hearTabs = (listener: (message: TabMessage) => void): (() => void) => {
  const hear = ({ data }: MessageEvent<TabMessage>) => listener(data)
  channel?.addEventListener('message', hear)
  return () => channel?.removeEventListener('message', hear)
}
