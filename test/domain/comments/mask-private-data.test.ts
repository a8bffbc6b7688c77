import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPrivateData, maskPrivateData } from '~/app/domain/comments/private-data'
import { findingsForPublishing } from '~/app/domain/comments/rules'

describe('private data in a comment', () => {
  it('hides a mobile phone number, however it is spaced, and leaves the words around it', () => {
    expect(maskPrivateData('请打13812345678，谢谢')).toBe('请打138****5678，谢谢')
    expect(maskPrivateData('请打+86 138-1234-5678')).toBe('请打138****5678')
    expect(maskPrivateData('请打１３８１２３４５６７８')).toBe('请打１３８****５６７８')
  })

  it('hides an identity number only when its checksum is right', () => {
    expect(maskPrivateData('身份证11010519491231002X')).toBe('身份证110****2X')
    expect(maskPrivateData('编号110105194912310021')).toBe('编号110105194912310021')
  })

  it('hides a bank card number only when it passes Luhn', () => {
    expect(maskPrivateData('卡号6222 0212 3456 7890 110见附件')).toBe('卡号****0110见附件')
    expect(maskPrivateData('卡号4111111111111111')).toBe('卡号****1111')
    expect(maskPrivateData('卡号4111111111111112')).toBe('卡号4111111111111112')
  })

  it('hides number plates, of new-energy cars too, and leaves words that only look like one', () => {
    expect(maskPrivateData('车牌云A12345占了消防通道')).toBe('车牌云A****5占了消防通道')
    expect(maskPrivateData('车牌云A·D12345')).toBe('车牌云A****5')
    expect(maskPrivateData('云A班和云B班')).toBe('云A班和云B班')
  })

  it('leaves sums, years, document numbers and office telephones alone', () => {
    const text = '岭政办发〔2026〕12号：六层补助150000元，联系0000-0000122，共13000户。'
    expect(maskPrivateData(text)).toBe(text)
  })

  it('finds nothing more in what it has masked, whatever was written', () => {
    const pieces = fc.constantFrom(
      '13812345678',
      '11010519491231002X',
      '4111111111111111',
      '云A12345',
      ' ',
      '，',
      '8',
      '1',
      '元',
      '-',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (written) => {
        expect(findPrivateData(maskPrivateData(written.join('')))).toEqual([])
      }),
    )
  })

  it('L3 refuses to publish what still carries a number, and names the comment', () => {
    const [finding] = findingsForPublishing({ id: 7, body: '我的电话13812345678' })
    expect(finding).toMatchObject({ id: 'L3', level: 'block' })
    expect(finding?.message).toContain('第7号意见里还有手机号码')
    expect(findingsForPublishing({ id: 7, body: '我的电话138****5678' })).toEqual([])
  })
})
