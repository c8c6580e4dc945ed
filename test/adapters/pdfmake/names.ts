import { awkwardNames } from '../../../templates/awkward-names.ts';

/** The ten names that the old agent was tried with. */
export const oldNames = awkwardNames.slice(0, 10);

/** More names, each for something of its own that can go wrong. */
export const moreNames: readonly string[] = [
  // Latin, Greek, Cyrillic: marks that compose, and that do not; letters beyond Open Sans; ligatures; a long word.
  'Zoë Ærøskøbing Þórðardóttir',
  'Łukasz Żółć-Gęślą',
  'Ọlúwaṣeun Ọ̀ṣọ́',
  'Ng\u0303a\u0302 K\u0323\u030car \u0289\u0308',
  'ǖ Ḁ ẖ q\u0307\u0303 \u01c2Gaeseb',
  'Office Fjord Waffle ﬃ',
  'Ђорђе Љубљанић',
  'Ольга Ѣѣ Җәүдәт',
  'Άννα Ὀδυσσεύς ᾧ',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  `Wolfeschlegelsteinhausenbergerdorff${'welche'.repeat(12)}`,
  // Arabic: joining, ligatures, vowels, Persian with joiners, Urdu, Kurdish, Uighur; digits of both kinds.
  'محمد عبد الله',
  'مُحَمَّدٌ الطَّيِّبُ',
  'علاء الدين الإسلام',
  'مریم می‌خواهد ۱۲۳۴',
  'عمر ٢٠٢٦ الثاني',
  'محمد حسین ڈھلّوں ٹھاکر',
  'ھێمن ڕەسووڵ',
  'ئايگۈل ئۇيغۇر',
  'پژمان گلچین‌فر',
  'بببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببببب',
  // Hebrew: points, maqaf, geresh, brackets.
  'דוד בן־גוריון',
  'שָׁלוֹם מֹשֶׁה בְּרֵאשִׁית',
  'ג׳ורג׳ (יורי) כהן',
  // Mixed directions.
  'Sarah שרה Cohen 123',
  'שרה (Sarah) כהן [12]',
  'Ali (علي) Hassan, Jr.',
  'علي Ali حسن {x} <y>',
  // East Asian: one writing each, a letter that each writes in its own way, a form that is chosen, old Hangul, half width.
  '毛泽东 李明',
  '莊雅善 歐陽',
  '山田太郎 さくら カナ',
  '渡辺 葛\u{e0100}城',
  '한국어 대학교',
  'ㄅㄆㄇ 王小明',
  '佐々木ー「」、。',
  // Indic: conjuncts, reph, vowels before, around and below; joiners.
  'श्रीकृष्ण क्षत्रिय हिन्दी',
  'विश्वविद्यालय ट्रैक्टर र्कि',
  'राष्ट्रीय कर्त्तव्य क्‍ष ड़ ज़',
  'রবীন্দ্রনাথ ঠাকুর',
  'চট্টোপাধ্যায় হৃদয় কৌশিক',
  'শ্রী র‍্যাব উৎসব কর্তৃক',
  'சுப்பிரமணியம் ஸ்ரீ கொ',
  'பேராசிரியர் லௌ ராமானுஜன்',
  // Thai: marks upon marks, and the vowel that changes places with a tone.
  'สมชาย น้ำ ก่ำ',
  'ผู้ใหญ่ ปิ่น ฐู ญู',
  // One each of the others.
  'გიორგი მარგველაშვილი',
  'Հայաստան Աննա և',
  'አበበ ቢቂላ ኢትዮጵያ',
  // Emoji, with joiners, skin, flags and keys.
  'Ada 🎓 Lovelace 👩‍🎓',
  '👍🏽 🇩🇪 1️⃣ ❤️ ☺',
  // Everything at once.
  'Ana أنا Анна 安娜 アンナ 안나 อันนา अन्ना',
];
