// Texts, character by character.

const segmenter =
  typeof Intl === 'object' && Intl.Segmenter ? new Intl.Segmenter('zh', { granularity: 'grapheme' }) : null

/**
 * A character as a reader counts them, where the browser does not part texts itself: Unicode, annex 29, table 1c, with
 * the conjuncts of version 15.1.
 */
const character = segmenter ? null : (() => {
  const prepend =
    '[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u0D4E\\u{110BD}\\u{110CD}\\u{111C2}\\u{111C3}\\u{113D1}\\u{1193F}'
    + '\\u{11941}\\u{11A84}-\\u{11A89}\\u{11D46}\\u{11F02}]'
  const extend = '[\\p{Grapheme_Extend}\\p{Emoji_Modifier}]'
  // Marks that stand beside their letter, but for those that Myanmar, Tai Tham and Ahom do not count to it.
  const mark =
    '(?:(?![\\u102B\\u102C\\u1038\\u1062-\\u1064\\u1067-\\u106D\\u1083\\u1087-\\u108C\\u108F\\u109A-\\u109C\\u1A61\\u1A63\\u1A64'
    + '\\uAA7B\\uAA7D\\u{11720}\\u{11721}])\\p{Mc}|[\\u0E33\\u0EB3])'
  const hidden = '[\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cf}]|(?=\\p{Cn})\\p{Default_Ignorable_Code_Point}'
  const control = `(?:(?!${extend}|${prepend}|\\u200D)(?:${hidden}))`
  const lead = '[\\u1100-\\u115F\\uA960-\\uA97C]'
  const vowel = '[\\u1160-\\u11A7\\uD7B0-\\uD7C6]'
  const tail = '[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]'
  const open = '[' + Array.from({ length: 399 }, (_, at) => String.fromCodePoint(0xAC00 + 28 * at)).join('') + ']'
  const syllable = `${lead}*(?:${open}${vowel}*|[\\uAC00-\\uD7A3]|${vowel}+)${tail}*|${lead}+|${tail}+`
  const picture = `\\p{Extended_Pictographic}(?:${extend}*\\u200D\\p{Extended_Pictographic})*`
  const consonant =
    '[\\u0915-\\u0939\\u0958-\\u095F\\u0978-\\u097F\\u0995-\\u09A8\\u09AA-\\u09B0\\u09B2\\u09B6-\\u09B9\\u09DC\\u09DD\\u09DF'
    + '\\u09F0\\u09F1\\u0A95-\\u0AA8\\u0AAA-\\u0AB0\\u0AB2\\u0AB3\\u0AB5-\\u0AB9\\u0AF9\\u0B15-\\u0B28\\u0B2A-\\u0B30\\u0B32\\u0B33'
    + '\\u0B35-\\u0B39\\u0B5C\\u0B5D\\u0B5F\\u0B71\\u0C15-\\u0C28\\u0C2A-\\u0C39\\u0C58-\\u0C5A\\u0D15-\\u0D3A]'
  const linker = '[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D]'
  const between = `(?:(?!\\u200C)${extend}|\\u200D)`
  const conjunct = `${consonant}(?:(?:(?!${linker})${between})*${linker}${between}*${consonant})+`
  const core = `(?:${syllable}|\\p{RI}\\p{RI}|${picture}|${conjunct}|(?!${control}).)`
  return new RegExp(`\\r\\n|${control}|${prepend}*${core}(?:${extend}|\\u200D|${mark})*|${prepend}+`, 'gsu')
})()

/** As a reader counts them. */
function characters(text) {
  // Plain Chinese is told from all that may be joined to another.
  if (/^[\u4E00-\u9FFF]*$/.test(text)) return text.split('')
  return segmenter ? Array.from(segmenter.segment(text), (part) => part.segment) : text.match(character) || []
}

/** The characters of a text but for white space. */
const lengthOf = (text) => characters(text).filter((part) => !/^\p{White_Space}/u.test(part)).length

/** Whole characters are looked for, not halves of them. */
function containsText(text, part) {
  if (part === '') return true
  if (!text.includes(part)) return false
  const [inside, sought] = [characters(text), characters(part)]
  for (let start = 0; start + sought.length <= inside.length; start += 1) {
    let length = 0
    while (length < sought.length && inside[start + length] === sought[length]) length += 1
    if (length === sought.length) return true
  }
  return false
}
