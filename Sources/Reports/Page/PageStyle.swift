extension HTML {
  /// The look of a page: a column of text, numbers in tabular figures, light or dark as the reader's
  /// screen is, the same on paper.
  static let style = HTML(
    verbatim: """
      :root { color-scheme: light dark; \(Ink.declarations(dark: false)) }
      @media screen and (prefers-color-scheme: dark) { :root { \(Ink.declarations(dark: true)) } }
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
      body { margin: 0 auto; max-width: 70rem; padding: 1.8rem 1.25rem 3rem; color: var(--text);
        background: var(--paper); overflow-wrap: anywhere; font: 1rem/1.5 Seravek, "Gill Sans Nova",
        Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif;
        font-variant-numeric: tabular-nums; }
      h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
      h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .6rem; color: var(--median); }
      h3 { font-size: 1rem; margin: 0 0 .4rem; }
      .head span, figcaption span, summary span { color: var(--faint); font-weight: normal; }
      .head span { font-size: .85rem; }
      p, ul, pre { margin: 0 0 .8rem; }
      p, ul { max-width: 36rem; }
      ul { padding-left: 1.2rem; }
      li { margin-bottom: .3rem; }
      a { color: var(--median); }
      header, section, .two, .multiples, .tiles { margin: 0 0 1.5rem; }
      .facts, .small, .error, footer { color: var(--faint); font-size: .85rem; }
      .reading { border-left: 4px solid var(--median); padding: .1rem 0 .1rem .8rem;
        color: var(--soft); font-size: .9rem; }
      .answer { font-size: 1.25rem; line-height: 1.35; font-weight: 600; }
      .answers { list-style: none; padding: 0; }
      .answers li { padding: .35rem 0; border-bottom: 1px solid var(--grid); margin: 0; }
      .warning { border-left: 4px solid var(--observed); padding-left: .8rem; list-style: none;
        font-size: .9rem; }
      nav { margin: 0 0 1.2rem; font-size: .9rem; display: flex; flex-wrap: wrap;
        gap: .2rem 1.1rem; border-top: 2px solid var(--median); padding-top: .7rem; }
      nav a { text-decoration: none; }
      .tiles { display: grid; gap: .7rem;
        grid-template-columns: repeat(auto-fit, minmax(min(11.5rem, 46%), 1fr)); }
      .tile, .card { background: var(--card); border: 1px solid var(--grid); border-radius: .5rem;
        padding: .7rem .85rem; margin: 0; }
      .tile h3, .tile p { font-size: .82rem; color: var(--faint); margin: 0; }
      .tile .big { font-size: 1.45rem; font-weight: 650; line-height: 1.3; color: var(--text); }
      .big small { white-space: nowrap; font-size: .82rem; font-weight: normal; color: var(--faint); }
      .two { display: grid; gap: 1.5rem 2rem;
        grid-template-columns: minmax(0, 36rem) minmax(0, 1fr); }
      .multiples { display: grid; gap: .7rem;
        grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
      .two .multiples { grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); }
      figure { margin: 0 0 .8rem; max-width: 36rem; }
      figure > .small { margin: .35rem 0 0; }
      figcaption { font-weight: 600; font-size: .95rem; }
      .card figcaption, .card .small { font-size: .85rem; }
      .card .small { margin: .3rem 0 0; }
      figure svg { display: block; width: 100%; height: auto; }
      .narrow { display: none; }
      details { border-top: 1px solid var(--grid); padding: .6rem 0; }
      details details { border-top: 0; }
      summary { cursor: pointer; }
      summary h2 { display: inline; font-size: 1.05rem; }
      details > div { padding-top: .9rem; }
      table { border-collapse: collapse; width: 100%; font-size: .87rem; line-height: 1.4; }
      caption { text-align: left; color: var(--faint); padding: 0 0 .3rem; }
      th, td { padding: .22rem .4em; text-align: right; vertical-align: top;
        border-bottom: 1px solid var(--grid); }
      th:first-child { text-align: left; padding-left: 0; font-weight: normal; }
      .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
        white-space: nowrap; }
      thead th { color: var(--faint); border-bottom: 1px solid var(--line); font-weight: normal; }
      .group th { font-weight: bold; padding-top: .7rem; }
      .scroll { overflow-x: auto; margin: 0 0 1.2rem; container-type: inline-size; }
      .numbers { font-size: clamp(.72rem, 100cqi / var(--width), .82rem); overflow-wrap: normal; }
      .numbers th:first-child { min-width: min(14em, 30cqi); overflow-wrap: anywhere; }
      .date { display: inline-block; white-space: nowrap; }
      .bars { max-width: 36rem; }
      .broad { max-width: none; }
      .bars th small { display: block; color: var(--faint); }
      .bars th small:empty { display: none; }
      .bars td, .bars th { vertical-align: middle; white-space: nowrap; }
      .bars th:first-child { white-space: normal; }
      .bar { width: 34%; min-width: 5rem; }
      .two .bar { width: 26%; min-width: 3.5rem; }
      .bar span { display: block; position: relative; height: .7rem; }
      .bar i, .bar u { position: absolute; top: 0; bottom: 0; border-radius: 2px; min-width: 1px; }
      .bar u { top: -.25rem; bottom: -.25rem; width: 2px; background: var(--text); }
      .bar .share { background: var(--rise); } .bar .pale { background: var(--middle); }
      .bar .total { background: var(--total); }
      .bar .rise { background: var(--rise); } .bar .fall { background: var(--fall); }
      .bar .risePale { background: var(--risePale); }
      .bar .fallPale { background: var(--fallPale); }
      .flow { columns: 2 24rem; column-gap: 2rem; }
      .sum th, .sum td { font-weight: 650; border-top: 1px solid var(--line); }
      .words { table-layout: fixed; margin: 0 0 1.2rem; }
      .words th, .words td { text-align: left; overflow-wrap: anywhere; }
      .words thead th:first-child { width: 27%; } .words thead th:nth-child(2) { width: 25%; }
      .words span { display: block; color: var(--faint); }
      pre, code { font: .82rem/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
      pre { background: var(--card); padding: .6rem .8rem; white-space: pre-wrap; }
      .columns { white-space: pre; overflow-x: auto; font-size: .78rem; overflow-wrap: normal; }
      .no-l { display: none; }
      @media (min-width: 62rem) { .less { display: none; } }
      @media screen and (max-width: 62rem) { .no-m { display: none; } }
      @media screen and (max-width: 52rem) { .two { grid-template-columns: minmax(0, 1fr); } }
      @media screen and (max-width: 40rem) {
        body { padding: 1.1rem 1rem 2.5rem; }
        h1 { font-size: 1.45rem; }
        .no-s { display: none; }
        .wide { display: none; }
        .narrow { display: block; }
        .bars, .bars tbody, .bars thead { display: block; }
        .bars thead tr { display: flex; justify-content: space-between; }
        .bars thead td { display: none; }
        .bars tbody tr { display: grid; align-items: center; border-bottom: 1px solid var(--grid);
          grid-template-columns: minmax(3rem, 1fr) 32% 28%; }
        .bars tbody th { grid-column: 1 / -1; }
        .bars tbody th, .bars tbody td { border: 0; white-space: normal; }
        .bar, .two .bar { width: auto; min-width: 3rem; }
        .words thead { display: none; }
        .bars caption, .words caption { display: block; }
        .words, .words tbody, .words tr, .words th, .words td { display: block; border: 0; padding: 0; }
        .words tr { border-bottom: 1px solid var(--grid); padding: .5rem 0; }
        .words th:first-child { font-weight: bold; }
      }
      @page { size: A4; margin: 12mm 15mm; }
      @media print {
        html { font-size: 7.8pt; }
        body { max-width: none; padding: 0; line-height: 1.32; }
        p, ul { max-width: none; }
        .answers { columns: 2; column-gap: 2rem; }
        .answers li { padding: .15rem 0; }
        details::details-content { content-visibility: visible; block-size: auto; }
        nav, .less { display: none; }
        header, section, .two, .multiples, .tiles { margin-bottom: .8rem; }
        .tiles { grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); }
        .two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.2rem; }
        .multiples { grid-template-columns: repeat(3, 1fr); }
        .two .multiples { grid-template-columns: repeat(2, 1fr); }
        h2, h3, caption, thead, summary { break-after: avoid; }
        figure, tr, li, .reading, .tile { break-inside: avoid; }
        #scenario, #warnings ul, #method > p { columns: 2; column-gap: 2rem; max-width: none; }
        #scenario { font-size: .95em; line-height: 1.28; }
        details { padding: .3rem 0; }
        details > div { padding-top: .4rem; }
        .scroll { overflow: visible; margin-bottom: .6rem; }
        .columns { white-space: pre-wrap; overflow: visible; }
        table { font-size: 7pt; line-height: 1.25; }
        th, td { padding: .07rem .4em; overflow-wrap: anywhere; }
        .numbers { table-layout: fixed; font-size: min(7pt, 100cqi / var(--width)); }
        .numbers th:first-child { min-width: 0; }
        .numbers .date { white-space: normal; }
        .numbers col { width: var(--part); }
        .bar { width: 20%; min-width: 3rem; }
        .bars caption { padding: 0; }
        p, ul, pre { margin-bottom: .5rem; }
        li { margin-bottom: .15rem; }
        details:has(> #assumptions) { break-before: page; }
        a { color: inherit; text-decoration: none; }
      }
      """)
}
