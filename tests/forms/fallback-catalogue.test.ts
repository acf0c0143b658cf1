import { fallbackCatalogue } from '@palermo/shared/forms/fallback-catalogue.ts'
import { expect, test } from 'vitest'

test('a catalogue over another knows what that one learns later, and its own words win', () => {
  const below: Record<string, string> = { 'acts.cancel': 'Cancel', 'forms.title': 'Form' }
  const inside = fallbackCatalogue({ 'forms.title': 'Intake' }, below)
  const deeper = fallbackCatalogue({ 'forms.hint': 'Ask her alone' }, inside)
  expect(Object.hasOwn(deeper, 'documents.add')).toBe(false)
  below['documents.add'] = 'Add a file'
  // Reads a message as the formatter does: first whether the key is an own property, then the value.
  for (const words of [inside, deeper]) {
    expect(Object.hasOwn(words, 'documents.add')).toBe(true)
    expect(words['documents.add']).toBe('Add a file')
    expect(words['forms.title']).toBe('Intake')
    expect(words['acts.cancel']).toBe('Cancel')
    expect(Object.hasOwn(words, 'toString')).toBe(false)
  }
  expect(deeper['forms.hint']).toBe('Ask her alone')
  expect(below['forms.title']).toBe('Form')
})
