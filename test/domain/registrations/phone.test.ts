import { describe, expect, it } from 'vitest'
import { readPhone } from '~/app/domain/registrations/rules'

describe('a telephone number', () => {
  it('is the same however it is written, so that one person registers once', () => {
    const ways = [
      ...['13823456789', '138 2345 6789', '138-2345-6789', '１３８２３４５６７８９', '138‐2345‐6789'],
      ...['+86 138-2345-6789', '＋８６13823456789', '(+86) 13823456789', '0086 13823456789', '8613823456789'],
      ...['013823456789', '+86 013823456789', '138\u200b23456789', '138−2345−6789'],
    ]
    expect(ways.map(readPhone)).toEqual(ways.map(() => '13823456789'))
    const landline = ['0999-2234567', '(0999)2234567', '+86 999 223 4567', '0086-0999-2234567']
    expect(landline.map(readPhone)).toEqual(landline.map(() => '09992234567'))
    expect(['010-65432109', '+86 10 6543 2109', '02065432109'].map(readPhone)).toEqual([
      ...['01065432109', '01065432109', '02065432109'],
    ])
  })

  it('is none where nobody could be called', () => {
    for (const typed of [
      '',
      '12345',
      '86571',
      '2234567',
      '+1 415 555 2671',
      '1382345678',
      '13823456789 转 8',
    ])
      expect(readPhone(typed)).toBeNull()
  })

  it('may be the one that the form gives as an example', () => {
    expect(readPhone('0999-2345678')).toBe('09992345678')
  })
})
