import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { aSentReferral } from '../referrals/story.ts'
import { added, image, nothingLeft, passport, theScene } from './scene.ts'
import { add, download, formOf, listOf, revise, sendForm } from './story.ts'

const scene = theScene()

describe('compartments', () => {
  const compartments: z.infer<typeof OpenCompartment>[] = ['C1', 'C2', 'C3', 'C4']
  test.each(compartments)(
    'behind %s a document is for who stands there; to everybody else it is not there',
    async (compartment) => {
      const document = await added(scene, { compartment })
      const stranger = await scene.force.person(await scene.force.agency('ngo'), 'caseworker')
      for (const [who, status] of [
        [scene.officer, 404],
        [scene.supervisor, 200],
        [stranger, 404],
      ] as const) {
        const list = await listOf(scene.force, who, scene.caseId)
        expect(list.status).toBe(status)
        if (status === 200) expect(list.body.items).toEqual([])
      }
      for (const who of [scene.officer, scene.supervisor, scene.colleague, stranger]) {
        const missing = await scene.force.as(who)('GET', `/documents/${v7()}`)
        const hidden = await scene.force.as(who)('GET', `/documents/${document.id}`)
        expect(hidden.status).toBe(404)
        const { requestId: _, ...told } = hidden.body as { requestId: string }
        expect(missing.body).toMatchObject(told)
        expect((await download(scene.force, who, document.id)).statusCode).toBe(404)
        expect((await download(scene.force, who, document.id, 1, 'preview')).statusCode).toBe(404)
        expect((await revise(scene.force, who, document, await image())).status).toBe(404)
        const act = { action: 'withdraw', version: 1, reason: 'wrong-case' }
        expect((await scene.force.as(who)('POST', `/documents/${document.id}/actions`, act)).status).toBe(404)
      }
      await nothingLeft(scene)
    },
  )

  test('nobody adds in a compartment that they do not stand behind, nor to a case or referral that they do not see', async () => {
    const sent = await image()
    expect((await add(scene.force, scene.caseworker, passport(scene, { compartment: 'C5' }), sent)).status).toBe(403)
    expect((await add(scene.force, scene.supervisor, passport(scene), sent)).status).toBe(403)
    expect((await add(scene.force, scene.officer, passport(scene), sent)).status).toBe(404)
    const other = await aSentReferral(scene.force, scene.officer, await scene.force.agency('health'))
    for (const referralId of [other.id, v7()]) {
      const told = await add(scene.force, scene.caseworker, passport(scene, { referralId }), sent)
      expect(told).toMatchObject({ status: 422, body: { errors: [{ pointer: '/referralId' }] } })
    }
    await nothingLeft(scene)
  })

  test('who is refused is told so before a byte of the file is taken in', async () => {
    const { type, body } = await formOf(passport(scene, { compartment: 'C5' }), {
      name: 'a.txt',
      bytes: Buffer.alloc(9_000_000, 0x61),
    })
    expect((await sendForm(scene.force.app, scene.caseworker, '/documents', { type, body })).status).toBe(403)
    await nothingLeft(scene)
  })

  test('an ended session, somebody disabled and somebody barred get nothing, from one moment to the next', async () => {
    const { id } = await added(scene)
    await scene.force
      .owner`insert into app.case_bars (case_id, person_id) values (${scene.caseId}, ${scene.caseworker.id})`
    expect((await download(scene.force, scene.caseworker, id)).statusCode).toBe(404)
    await scene.force.owner`delete from app.case_bars where person_id = ${scene.caseworker.id}`
    expect((await download(scene.force, scene.caseworker, id)).statusCode).toBe(200)
    await scene.force.owner`update authz.sessions set revoked_at = now() where person_id = ${scene.caseworker.id}`
    expect((await download(scene.force, scene.caseworker, id)).statusCode).toBe(401)
    expect((await add(scene.force, scene.caseworker, passport(scene), await image())).status).toBe(401)
    await nothingLeft(scene)
  })
})
