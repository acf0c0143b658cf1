import { keepCookie, readCookie } from '../cookies.ts'

const key = 'palermo-alert-sound'

/**
 * Whether the sound is turned on for this device. The sound is off by default, because other people in the room hear
 * it.
 */
export const isSoundOn = (): boolean => readCookie(key) === 'on'
export const chooseSound = (on: boolean): void => keepCookie(key, on ? 'on' : undefined)

const tones = [880, 660, 880]
const length = 0.22

/** Plays three short tones; browsers play no sound before the first interaction with the page. */
export const playAlert = async (): Promise<void> => {
  const audio = new AudioContext()
  try {
    await audio.resume()
    const volume = audio.createGain()
    volume.gain.value = 0.2
    volume.connect(audio.destination)
    for (const [at, frequency] of tones.entries()) {
      const tone = audio.createOscillator()
      tone.frequency.value = frequency
      tone.connect(volume)
      tone.start(audio.currentTime + at * length)
      tone.stop(audio.currentTime + (at + 0.8) * length)
    }
    await new Promise((resolve) => setTimeout(resolve, (tones.length + 1) * length * 1000))
  } finally {
    await audio.close()
  }
}
