//! Term patterns: a table of rules, one a row, that build a node of a stage's own type.
//!
//! A row is `part <tab> rule id <tab> pattern <tab> action`. Rules of one `part` are alternatives: the longest match wins, then
//! the earlier row. A pattern is a list of elements divided by spaces:
//!
//! | element | matches |
//! | --- | --- |
//! | `ago`, `last\|past` | a word or mark (in lower case), or one of several |
//! | `MONTH` | a word of that class of the lexicon |
//! | `<day>` | another part |
//! | `#NUM` | what a reader written in code takes |
//! | `x?` | an optional element |
//! | `~x` | an element with no white space before it |
//!
//! Parts never refer to themselves, so a match looks at a bounded number of terms.

use super::lexicon::{Lexicon, rows};
use super::{Kind, Rational, Term, Terms};

/// What an element took.
#[derive(Clone, Debug)]
pub(crate) enum Value<N> {
    Word,
    Int(i64),
    Number(Rational),
    Node(N),
}

/// One captured element.
#[derive(Clone, Debug)]
pub(crate) struct Capture<N> {
    label: &'static str,
    pub start: usize,
    pub end: usize,
    pub value: Value<N>,
}

/// The captures of a match, asked for by class, part or reader name.
pub(crate) struct Captures<'c, N> {
    list: &'c [Capture<N>],
    /// The first term of the match.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    pub args: &'c [&'static str],
    pub rule: &'static str,
}

impl<N: Clone> Captures<'_, N> {
    /// The `nth` capture with this label.
    pub fn nth(&self, label: &str, nth: usize) -> Option<&Capture<N>> {
        self.list.iter().filter(|c| c.label == label).nth(nth)
    }

    pub fn int(&self, label: &str) -> Option<i64> {
        self.nth_int(label, 0)
    }

    pub fn nth_int(&self, label: &str, nth: usize) -> Option<i64> {
        match self.nth(label, nth)?.value {
            Value::Int(v) => Some(v),
            Value::Number(n) => n.integer(),
            _ => None,
        }
    }

    pub fn number(&self, label: &str) -> Option<Rational> {
        match self.nth(label, 0)?.value {
            Value::Number(n) => Some(n),
            Value::Int(v) => Some(Rational::of(v)),
            _ => None,
        }
    }

    pub fn node(&self, label: &str) -> Option<N> {
        self.nth_node(label, 0)
    }

    pub fn nth_node(&self, label: &str, nth: usize) -> Option<N> {
        // A word of the same name is no part.
        self.list
            .iter()
            .filter(|c| c.label == label)
            .filter_map(|c| if let Value::Node(n) = &c.value { Some(n.clone()) } else { None })
            .nth(nth)
    }

    pub fn has(&self, label: &str) -> bool {
        self.nth(label, 0).is_some()
    }

    /// Argument `i` of the action, as a number.
    pub fn arg(&self, i: usize) -> i64 {
        self.args.get(i).and_then(|a| a.parse().ok()).unwrap_or(0)
    }
}

/// Reads what no pattern can say. Gives the value and the end.
pub(crate) type Reader<N> = fn(&Terms<'_>, usize) -> Option<(Value<N>, usize)>;
/// Builds the node; `None` rejects the match.
pub(crate) type Action<N> = fn(&Captures<'_, N>, &Terms<'_>) -> Option<N>;

enum Take<N> {
    Words(Vec<u16>),
    Class(u8),
    Part(usize),
    Reader(Reader<N>),
}

struct Element<N> {
    take: Take<N>,
    label: &'static str,
    optional: bool,
    glued: bool,
}

struct Rule<N> {
    id: &'static str,
    elements: Vec<Element<N>>,
    action: Action<N>,
    args: Vec<&'static str>,
    first: First,
}

/// What a rule or part can start with.
#[derive(Clone, Default, PartialEq)]
struct First {
    classes: u64,
    /// One bit a word of the lexicon.
    words: Vec<u64>,
    numerals: bool,
}

impl First {
    fn add_word(&mut self, word: u16) {
        let block = usize::from(word) / 64;
        if self.words.len() <= block {
            self.words.resize(block + 1, 0);
        }
        self.words[block] |= 1 << (word % 64);
    }

    fn has_word(&self, lexicon: &Lexicon, word: u16) -> bool {
        let listed = self.words.get(usize::from(word) / 64).is_some_and(|block| block >> (word % 64) & 1 == 1);
        word != 0 && (listed || lexicon.mask(word) & self.classes != 0)
    }

    fn join(&mut self, other: &First) {
        self.classes |= other.classes;
        self.numerals |= other.numerals;
        self.words.resize(self.words.len().max(other.words.len()), 0);
        for (block, more) in self.words.iter_mut().zip(&other.words) {
            *block |= more;
        }
    }
}

/// Words in groups, a bit each, and a bit for numerals: a quick test of whether something can be ahead.
struct Bits {
    /// The group of each word.
    groups: Vec<u8>,
}

const NUMERALS: u64 = 1 << 63;

impl Bits {
    fn new(lexicon: &Lexicon) -> Self {
        let size = lexicon.len() / 63 + 1;
        Self { groups: (0..lexicon.len()).map(|word| (word / size).min(62) as u8).collect() }
    }

    /// Words of a class are next to each other, so that they share few bits.
    fn word(&self, word: u16) -> u64 {
        if word == 0 { 0 } else { 1 << self.groups[usize::from(word)] }
    }

    fn term(&self, term: &Term) -> u64 {
        match term.kind {
            Kind::Border => 0,
            Kind::Numeral | Kind::Ordinal => NUMERALS,
            Kind::Word | Kind::Mark => self.word(term.word),
        }
    }

    fn first(&self, first: &First, lexicon: &Lexicon) -> u64 {
        let words = (1..lexicon.len() as u16).filter(|&word| first.has_word(lexicon, word));
        words.fold(if first.numerals { NUMERALS } else { 0 }, |bits, word| bits | self.word(word))
    }
}

/// A rule that a word can start, and what is quickly told of whether it does here.
#[derive(Clone, PartialEq)]
struct Candidate {
    rule: u16,
    /// Whether what must follow the first element may stand in its place.
    optional: bool,
    /// Bits ([`Bits`]) of what must follow a first element of one term; all where nothing need to, or the first element is longer.
    next: u64,
    /// Bits of two things that must be somewhere ahead; all where no more must.
    needs: [u64; 2],
}

impl Candidate {
    /// Whether the rule may match, by the bits of the term here, of the next one, and of all from here on.
    #[inline]
    fn may_match(&self, here: u64, next: u64, ahead: u64) -> bool {
        let follows = if self.optional { here | next } else { next };
        let [a, b] = self.needs;
        a & ahead != 0 && b & ahead != 0 && (self.next == u64::MAX || self.next & follows != 0)
    }
}

/// Alternatives, and which of them a term can start.
struct Part<N> {
    name: &'static str,
    rules: Vec<Rule<N>>,
    first: First,
    /// Rules by the word that starts them: indexes into `lists`, the words' numbers being the positions.
    by_word: Vec<u16>,
    lists: Vec<Vec<Candidate>>,
    by_numeral: Vec<Candidate>,
}

impl<N> Part<N> {
    /// The rules that the term can start, in the order of the table.
    fn candidates(&self, term: &Term) -> &[Candidate] {
        match term.kind {
            Kind::Border => &[],
            Kind::Numeral | Kind::Ordinal => &self.by_numeral,
            Kind::Word | Kind::Mark => &self.lists[usize::from(self.by_word[usize::from(term.word)])],
        }
    }

    /// Sorts the rules by what starts them.
    fn index(&mut self, all: &[Candidate], lexicon: &Lexicon) {
        let those = |can: &dyn Fn(&First) -> bool| -> Vec<Candidate> {
            all.iter().zip(&self.rules).filter(|(_, rule)| can(&rule.first)).map(|(candidate, _)| candidate.clone()).collect()
        };
        self.by_numeral = those(&|first| first.numerals);
        self.lists = vec![Vec::new()];
        self.by_word = Vec::with_capacity(lexicon.len());
        for word in 0..lexicon.len() as u16 {
            if !self.first.has_word(lexicon, word) {
                self.by_word.push(0);
                continue;
            }
            let list = those(&|first| first.has_word(lexicon, word));
            let known = self.lists.iter().position(|l| *l == list);
            let at = known.unwrap_or_else(|| {
                self.lists.push(list);
                self.lists.len() - 1
            });
            self.by_word.push(at as u16);
        }
    }
}

/// A compiled table of rules.
pub(crate) struct Grammar<N> {
    parts: Vec<Part<N>>,
    top: usize,
    bits: Bits,
}

/// A match of the top part.
pub(crate) struct Match<N> {
    pub node: N,
    pub end: usize,
}

/// The node of a part and its end, if it matched.
type Outcome<N> = Option<(N, usize)>;

/// Results of parts at one position, so that alternatives don't repeat the work.
pub(crate) struct Memo<N> {
    /// Parts and positions that were tried, and what each gave.
    tried: Vec<(u32, u32)>,
    outcomes: Vec<Outcome<N>>,
    /// Emptied lists of captures, kept for their room.
    spare: Vec<Vec<Capture<N>>>,
    /// The bits of every term to the next border, and of it and all after it, from the first of them on.
    ahead: Vec<(u64, u64)>,
    ahead_from: usize,
}

impl<N> Memo<N> {
    /// Reads from `at` to the next border, unless that is done.
    fn look_ahead(&mut self, bits: &Bits, terms: &Terms<'_>, at: usize) {
        if at >= self.ahead_from && at - self.ahead_from < self.ahead.len() {
            return;
        }
        self.ahead_from = at;
        self.ahead.clear();
        self.ahead.extend((at..terms.len()).take_while(|&i| !terms.is_border(i)).map(|i| (bits.term(&terms.at(i)), 0)));
        let mut all = 0;
        for (bits, ahead) in self.ahead.iter_mut().rev() {
            all |= *bits;
            *ahead = all;
        }
    }

    /// What is at `at`, what at the next term, and what at `at` or after it.
    #[inline]
    fn ahead(&self, at: usize) -> (u64, u64, u64) {
        match self.ahead.get(at.wrapping_sub(self.ahead_from)..) {
            Some(&[(here, ahead), (next, _), ..]) => (here, next, ahead),
            Some(&[(here, ahead)]) => (here, 0, ahead),
            _ => (0, 0, 0),
        }
    }
}

impl<N> Default for Memo<N> {
    fn default() -> Self {
        Self { tried: Vec::new(), outcomes: Vec::new(), spare: Vec::new(), ahead: Vec::new(), ahead_from: 0 }
    }
}

impl<N: Clone> Grammar<N> {
    /// Compiles the rows of `files`. The part `top` is what [`Grammar::find`] looks for.
    pub fn new(
        files: &[&'static str],
        top: &str,
        lexicon: &mut Lexicon,
        readers: &[(&'static str, Reader<N>)],
        actions: &[&'static [(&'static str, Action<N>)]],
    ) -> Self {
        let table: Vec<Vec<&'static str>> = files.iter().flat_map(|f| rows(f)).map(|r| r.split('\t').map(str::trim).collect()).collect();
        let mut parts: Vec<Part<N>> = Vec::new();
        for row in &table {
            if !parts.iter().any(|p| p.name == row[0]) {
                let (by_word, lists, by_numeral) = (Vec::new(), Vec::new(), Vec::new());
                parts.push(Part { name: row[0], rules: Vec::new(), first: First::default(), by_word, lists, by_numeral });
            }
        }
        let number_of =
            |parts: &[Part<N>], name: &str| parts.iter().position(|p| p.name == name).unwrap_or_else(|| unreachable!("no part {name}"));
        for row in &table {
            let [part, id, pattern, action] = row[..] else { unreachable!("a rule has four columns: {row:?}") };
            let elements = pattern
                .split_whitespace()
                .map(|text| {
                    let glued = text.len() > 1 && text.starts_with('~');
                    let text = if glued { &text[1..] } else { text };
                    let optional = text.len() > 1 && text.ends_with('?');
                    let text = if optional { &text[..text.len() - 1] } else { text };
                    let (take, label) = if let Some(name) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
                        (Take::Part(number_of(&parts, name)), name)
                    } else if let Some(name) = text.strip_prefix('#').filter(|n| !n.is_empty()) {
                        let reader = readers.iter().find(|(n, _)| *n == name).unwrap_or_else(|| unreachable!("no reader {name}"));
                        (Take::Reader(reader.1), name)
                    } else if text.len() > 1 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') {
                        let class = lexicon.class(text).unwrap_or_else(|| unreachable!("no class {text}"));
                        (Take::Class(class), text)
                    } else {
                        let words = text.split('|').filter(|w| !w.is_empty());
                        let words: Vec<u16> =
                            if text == "|" { vec![lexicon.intern(text)] } else { words.map(|w| lexicon.intern(w)).collect() };
                        (Take::Words(words), text)
                    };
                    Element { take, label, optional, glued }
                })
                .collect();
            let (name, args) = action.split_once('(').map_or((action, ""), |(n, a)| (n, a.trim_end_matches(')')));
            let args = args.split(',').map(str::trim).filter(|a| !a.is_empty()).collect();
            let action = actions.iter().copied().flatten().find(|(n, _)| *n == name).unwrap_or_else(|| unreachable!("no action {name}")).1;
            let at = number_of(&parts, part);
            parts[at].rules.push(Rule { id, elements, action, args, first: First::default() });
        }
        let top = number_of(&parts, top);
        let mut grammar = Self { parts, top, bits: Bits::new(lexicon) };
        grammar.find_firsts();
        for p in 0..grammar.parts.len() {
            let rules = (0..).zip(&grammar.parts[p].rules);
            let candidates: Vec<Candidate> = rules.map(|(i, rule)| grammar.candidate(i, rule, lexicon)).collect();
            grammar.parts[p].index(&candidates, lexicon);
        }
        grammar
    }

    /// What the elements can start with, and whether they may all be left out.
    fn first_of(&self, elements: &[Element<N>]) -> (First, bool) {
        let mut first = First::default();
        for element in elements {
            match &element.take {
                Take::Words(words) => words.iter().for_each(|&w| first.add_word(w)),
                Take::Class(class) => first.classes |= 1 << class,
                Take::Part(other) => first.join(&self.parts[*other].first),
                // Readers start at numerals, at number words or at an article.
                Take::Reader(_) => {
                    first.numerals = true;
                    first.classes |= 0b111_1111;
                }
            }
            if !element.optional {
                return (first, false);
            }
        }
        (first, true)
    }

    fn find_firsts(&mut self) {
        // Parts don't recurse: after as many rounds as they lie deep, nothing changes.
        loop {
            let mut changed = false;
            for p in 0..self.parts.len() {
                let mut all = First::default();
                for r in 0..self.parts[p].rules.len() {
                    let (first, _) = self.first_of(&self.parts[p].rules[r].elements);
                    all.join(&first);
                    self.parts[p].rules[r].first = first;
                }
                changed |= self.parts[p].first != all;
                self.parts[p].first = all;
            }
            if !changed {
                return;
            }
        }
    }

    /// What is quickly told of a rule.
    fn candidate(&self, number: u16, rule: &Rule<N>, lexicon: &Lexicon) -> Candidate {
        let elements = &rule.elements;
        let needed = elements.iter().enumerate().skip(1).filter(|(_, element)| !element.optional);
        let mut needs = needed.map(|(i, _)| self.bits.first(&self.first_of(&elements[i..=i]).0, lexicon));
        let single = matches!(elements[0].take, Take::Words(_) | Take::Class(_));
        let (rest, empty) = self.first_of(&elements[1..]);
        Candidate {
            rule: number,
            optional: elements[0].optional,
            next: if single && !empty { self.bits.first(&rest, lexicon) } else { u64::MAX },
            needs: [(); 2].map(|()| needs.next().unwrap_or(u64::MAX)),
        }
    }

    /// The longest match of the top part at term `at`.
    pub fn find(&self, terms: &Terms<'_>, at: usize, memo: &mut Memo<N>) -> Option<Match<N>> {
        if self.parts[self.top].candidates(&terms.at(at)).is_empty() {
            return None;
        }
        memo.tried.clear();
        memo.outcomes.clear();
        memo.look_ahead(&self.bits, terms, at);
        self.part(self.top, terms, at, memo).map(|(node, end)| Match { node, end })
    }

    fn part(&self, part: usize, terms: &Terms<'_>, at: usize, memo: &mut Memo<N>) -> Option<(N, usize)> {
        let candidates = self.parts[part].candidates(&terms.at(at));
        let (here, next, ahead) = memo.ahead(at);
        let first = candidates.iter().position(|candidate| candidate.may_match(here, next, ahead))?;
        let tried = (part as u32, at as u32);
        if let Some(known) = memo.tried.iter().position(|&other| other == tried) {
            return memo.outcomes[known].clone();
        }
        let mut best: Option<(N, usize)> = None;
        let mut captures = memo.spare.pop().unwrap_or_default();
        for candidate in candidates[first..].iter().filter(|candidate| candidate.may_match(here, next, ahead)) {
            let rule = &self.parts[part].rules[usize::from(candidate.rule)];
            let Some(end) = self.elements(&rule.elements, terms, at, &mut captures, memo) else { continue };
            if end <= at || best.as_ref().is_some_and(|(_, b)| *b >= end) {
                captures.clear();
                continue;
            }
            let found = Captures { list: &captures, start: at, end, args: &rule.args, rule: rule.id };
            if let Some(node) = (rule.action)(&found, terms) {
                best = Some((node, end));
            }
            captures.clear();
        }
        memo.spare.push(captures);
        memo.tried.push(tried);
        memo.outcomes.push(best.clone());
        best
    }

    fn elements(
        &self,
        elements: &[Element<N>],
        terms: &Terms<'_>,
        at: usize,
        captures: &mut Vec<Capture<N>>,
        memo: &mut Memo<N>,
    ) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        let mark = captures.len();
        if let Some((value, end)) = self.take(element, terms, at, memo) {
            captures.push(Capture { label: element.label, start: at, end, value });
            if let Some(done) = self.elements(rest, terms, end, captures, memo) {
                return Some(done);
            }
            captures.truncate(mark);
        }
        if element.optional { self.elements(rest, terms, at, captures, memo) } else { None }
    }

    fn take(&self, element: &Element<N>, terms: &Terms<'_>, at: usize, memo: &mut Memo<N>) -> Option<(Value<N>, usize)> {
        let t = terms.at(at);
        if t.kind == Kind::Border || element.glued && !t.glued {
            return None;
        }
        match &element.take {
            Take::Words(words) => (t.word != 0 && words.contains(&t.word)).then_some((Value::Word, at + 1)),
            Take::Class(class) => terms.value(at, *class).map(|v| (Value::Int(v), at + 1)),
            Take::Part(part) => self.part(*part, terms, at, memo).map(|(node, end)| (Value::Node(node), end)),
            Take::Reader(reader) => reader(terms, at),
        }
    }
}
