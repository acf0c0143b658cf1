const longAsDays = 48

/** Returns a waiting time in words, "9 days" or "1 hour": hours up to two days, then whole days of 24 hours. */
export const spokenWait = (hours: number, locale: string): string => {
  const isDays = hours >= longAsDays
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: isDays ? 'day' : 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.max(1, isDays ? hours / 24 : hours))
}
