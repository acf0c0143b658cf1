import type { Sheet, SheetItem } from '@palermo/shared/forms/sheet.ts'

const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const lines = (texts: readonly string[], tag: string, look = '') =>
  texts.map((text) => `<${tag}${look}>${plain(text)}</${tag}>`).join('')

const item = ({ label, notes = [], answer, ticks = [], lines: room = 0 }: SheetItem): string =>
  [
    `<dt>${plain(label)}${notes.map((note) => ` <small>${plain(note)}</small>`).join('')}</dt><dd>`,
    answer === undefined ? '' : plain(answer).replaceAll('\n', '<br>'),
    ticks.map((tick) => `<span class="tick">☐ ${plain(tick)}</span>`).join(' '),
    '<span class="line"></span>'.repeat(room),
    '</dd>',
  ].join('')

/** Writes a sheet as one HTML page for printing, which contains no script and refers to no other file. */
export const sheetHtml = (sheet: Sheet, lang: string): string => `<!doctype html>
<html lang="${plain(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${plain(sheet.title)}</title>
<style>
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; border-top: 1px solid #bbb; padding-top: .75rem }
p, small, footer { color: #555 } dt { font-weight: 600; margin-top: .6rem } dd { margin: .1rem 0 0; overflow-wrap: anywhere }
section { break-inside: avoid-page } .tick { display: inline-block; margin-right: 1.25rem } small { font-weight: 400 }
.line { display: block; height: 1.9rem; border-bottom: 1px solid #888 } footer { margin-top: 2rem; font-size: .85rem }
@page { size: A4; margin: 18mm }
</style>
</head>
<body>
<h1>${plain(sheet.title)}</h1>
${lines(sheet.lead, 'p')}
${sheet.sections
  .map(
    ({ title, notes, items }) =>
      `<section><h2>${plain(title)}</h2>${lines(notes, 'p')}<dl>${items.map(item).join('')}</dl></section>`,
  )
  .join('\n')}
<footer>${lines(sheet.foot, 'p')}</footer>
</body>
</html>
`
