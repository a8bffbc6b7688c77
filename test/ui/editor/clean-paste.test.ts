import { describe, expect, it } from 'vitest'
import { cleanPaste } from '~/app/ui/editor/clean-paste'

/** As Word 2016 puts it on the clipboard: half a page of its own, then the words. */
function fromWord(body: string): string {
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/wang/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:宋体;} p.MsoNormal {mso-style-unhide:no; font-size:10.5pt;} --></style>
</head><body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word'><!--StartFragment-->${body}<!--EndFragment--></body></html>`
}

const item = (level: number, mark: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:22.0pt;text-indent:-22.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-US style='mso-fareast-font-family:仿宋'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span style='font-family:仿宋'>${words}<span lang=EN-US><o:p></o:p></span></span></p>`

const clean = (html: string) => cleanPaste(html).html

describe('what is pasted from Word', () => {
  it('keeps headings, with the largest as ours, and paragraphs; no style, class, font or o:p comes along', () => {
    const html = clean(
      fromWord(`<h1 style='mso-pagination:widow-orphan'><span style='font-family:方正小标宋'>一、为什么要改<span lang=EN-US><o:p></o:p></span></span></h1>
<p class=MsoNormal style='text-indent:32.0pt;line-height:150%'><span style='font-size:16.0pt;font-family:仿宋'>老旧小区停车难，群众
反映强烈。</span><span lang=EN-US style='font-size:16.0pt'>2025<o:p></o:p></span></p>
<h2><b>（一）收费</b></h2><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>`),
    )
    expect(html).toBe('<h2>一、为什么要改</h2><p>老旧小区停车难，群众反映强烈。2025</p><h3>（一）收费</h3>')
  })

  it('finds the headings that are told by their outline level alone', () => {
    const html = clean(
      fromWord(
        `<p class=MsoNormal style='mso-outline-level:2'>适用范围</p><p class=MsoNormal style='mso-outline-level:3'>哪些人</p><p class=MsoNormal>本县居民。</p>`,
      ),
    )
    expect(html).toBe('<h2>适用范围</h2><h3>哪些人</h3><p>本县居民。</p>')
  })

  it('makes lists of its numbered paragraphs, one in the other, without the marks that were typed for show', () => {
    const html = clean(
      fromWord(
        item(1, '1.', '带身份证') +
          item(1, '2.', '填申请表') +
          item(2, '·', '纸质') +
          item(2, '·', '网上') +
          item(1, '3.', '等通知') +
          `<p class=MsoNormal>办完为止。</p>` +
          item(1, 'Ø', '免费') +
          item(1, 'l', '当天'),
      ),
    )
    expect(html).toBe(
      '<ol><li><p>带身份证</p></li><li><p>填申请表</p><ul><li><p>纸质</p></li><li><p>网上</p></li></ul></li><li><p>等通知</p></li></ol><p>办完为止。</p><ul><li><p>免费</p></li><li><p>当天</p></li></ul>',
    )
  })

  it('a list that begins later keeps its number', () => {
    expect(clean(fromWord(item(1, '4.', '复核') + item(1, '5.', '公示')))).toBe(
      '<ol start="4"><li><p>复核</p></li><li><p>公示</p></li></ol>',
    )
  })

  it('keeps bold, italic and links; places in the file and on the disk are words again', () => {
    const html = clean(
      fromWord(
        `<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>注意</b><span style='font-weight:bold'>：</span><i>试行</i>，见<a href="https://www.yunling.example/a?b=1&amp;c=2"><span class=MsoHyperlink>办事指南</span></a>、<a href="#_Toc1234">目录</a>、<a href="file:///D:/%E8%8D%89%E7%A8%BF.docx">草稿</a>、<a href="javascript:alert(1)">这里</a>。</p>`,
      ),
    )
    expect(html).toBe(
      '<p><strong>注意：</strong><em>试行</em>，见<a href="https://www.yunling.example/a?b=1&amp;c=2">办事指南</a>、目录、草稿、这里。</p>',
    )
  })

  it('leaves out comments, deleted words and hidden ones, and keeps what was inserted', () => {
    const html = clean(
      fromWord(
        `<p class=MsoNormal>每月<del cite="mailto:li">三十</del><ins>二十</ins>元<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[李1]</a></span><span style='display:none;mso-hide:all'>内部</span></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div class=msocomtxt id="_com_1"><p class=MsoCommentText>再核对</p></div></div></div>`,
      ),
    )
    expect(html).toBe('<p>每月二十元</p>')
  })

  it('keeps a table with its spans, and only its words in the cells', () => {
    const html = clean(
      fromWord(`<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse'>
<tr style='mso-yfti-irow:0'><td width=100 colspan=2 style='width:75pt;border:solid windowtext 1.0pt'><p class=MsoNormal><b>时段</b><o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>白天</p></td><td rowspan=1><p class=MsoNormal>3元</p><p class=MsoNormal>封顶20元</p></td></tr></table>`),
    )
    expect(html).toBe(
      '<table><tbody><tr><td colspan="2"><p><strong>时段</strong></p></td></tr><tr><td><p>白天</p></td><td><p>3元</p><p>封顶20元</p></td></tr></tbody></table>',
    )
  })

  it('leaves pictures out and counts them: they lie on the disk of the one who writes', () => {
    const pasted = cleanPaste(
      fromWord(
        `<p class=MsoNormal>如图<!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=554 src="file:///C:/Users/wang/clip_image002.png"><![endif]></p><p class=MsoNormal><img src="data:image/png;base64,AAAA"></p>`,
      ),
    )
    expect(pasted).toEqual({ html: '<p>如图</p>', pictures: 2 })
  })
})

describe('what is pasted from WPS and other places', () => {
  it('reads the lists of WPS, which are ordinary paragraphs with a mark', () => {
    const html = clean(
      `<html><body><!--StartFragment--><h2 ><span style="mso-spacerun:'yes';font-family:黑体;font-weight:normal;" ><font face="黑体" >申请条件</font></span><o:p></o:p></h2><p class=MsoNormal style="margin-left:0pt;text-indent:24pt;mso-list:l0 level1 lfo1;" ><![if !supportLists]><span style="font-family:仿宋;" ><span style='mso-list:Ignore;' >（一）<span>&nbsp;</span></span></span><![endif]><span style="font-family:仿宋;" >有本县户籍；</span></p><p class=MsoNormal style="mso-list:l0 level1 lfo1;" ><![if !supportLists]><span style='mso-list:Ignore;' >（二）<span>&nbsp;</span></span><![endif]><b ><span style="font-weight:bold;" >年满六十岁</span></b>。</p><!--EndFragment--></body></html>`,
    )
    expect(html).toBe(
      '<h2>申请条件</h2><ol><li><p>有本县户籍；</p></li><li><p><strong>年满六十岁</strong>。</p></li></ol>',
    )
  })

  it('reads a web page: its divs, its nested lists, and nothing that runs', () => {
    const html = clean(
      `<div class="art" onclick="x()"><script>alert(1)</script><div>第一段<br>第二行</div><ul><li>甲<ul><li>乙</li></ul></li></ul><div data-block="chart" data-attrs="{}">图</div><iframe src="https://x.example"></iframe><svg><text>画</text></svg></div>`,
    )
    expect(html).toBe(
      '<p>第一段<br>第二行</p><ul><li><p>甲</p><ul><li><p>乙</p></li></ul></li></ul><p>图</p>',
    )
  })

  it('a frame around the text is no table, and a table in a table is read as lines', () => {
    expect(clean('<table><tr><td><p>通知</p><p>正文</p></td></tr></table>')).toBe('<p>通知</p><p>正文</p>')
    expect(
      clean('<table><tr><td>外</td><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>'),
    ).toBe('<table><tbody><tr><td><p>外</p></td><td><p>甲 乙</p></td></tr></tbody></table>')
  })

  it('takes no bold from a wrapper that says it is none', () => {
    expect(
      clean(
        '<b style="font-weight:normal" id="docs-internal-guid"><p><span style="font-weight:700">要点</span>其余</p></b>',
      ),
    ).toBe('<p><strong>要点</strong>其余</p>')
  })

  it('leaves what was copied inside the editor as it is', () => {
    const own = '<p data-pm-slice="1 1 []">原样 <img src="/media/x"></p>'
    expect(cleanPaste(own)).toEqual({ html: own, pictures: 0 })
  })
})
