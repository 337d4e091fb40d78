extension HTML {
  /// The look of a page: a column of text, tables in a plain face, the same on paper.
  static let style = HTML(
    verbatim: """
      :root { --ink: #1a1a1a; --soft: #555; --line: #d5d5d5; --blue: #08306b; }
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
      body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
        background: #fff; font: 1.0625rem/1.55 Charter, "Bitstream Charter", Georgia,
        "DejaVu Serif", serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; color: var(--blue); }
      h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.75rem 0 .75rem; padding-top: .6rem;
        border-top: 2px solid var(--blue); color: var(--blue); }
      h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
      p, ul, pre { margin: 0 0 .9rem; }
      p, ul { max-width: 46rem; }
      ul { padding-left: 1.2rem; }
      li { margin-bottom: .35rem; }
      a { color: #084594; }
      .facts, .small, footer { color: var(--soft); font-size: .9rem; }
      .reading { border-left: 4px solid var(--blue); padding: .5rem 0 .5rem .9rem;
        background: #f3f6fa; }
      .answers { list-style: none; padding: 0; font-size: 1.125rem; }
      .answers li { padding: .45rem 0; border-bottom: 1px solid var(--line); margin: 0; }
      .warning { border-left: 4px solid #b35900; padding-left: .9rem; list-style: none;
        font-size: .95rem; }
      .scroll { overflow-x: auto; margin: 0 0 1.5rem; container-type: inline-size;
        background: linear-gradient(to left, #fff 40%, transparent) right/3rem 100% no-repeat local,
        linear-gradient(to left, #b5b5b5, transparent) right/.9rem 100% no-repeat; }
      figure { margin: 0 0 1.5rem; max-width: 56rem; overflow-x: auto; }
      figure svg { display: block; width: 100%; min-width: 30rem; height: auto; }
      table { border-collapse: collapse; width: 100%; overflow-wrap: normal;
        font: .84rem/1.4 "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif;
        font-variant-numeric: tabular-nums; }
      caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; }
      th, td { padding: .25rem .4em; text-align: right; vertical-align: top;
        border-bottom: 1px solid var(--line); }
      th:first-child { text-align: left; padding-left: 0; font-weight: normal; }
      .numbers { font-size: clamp(.74rem, 100cqi / var(--width), .84rem); }
      .numbers th:first-child { min-width: min(15em, 36cqi); overflow-wrap: anywhere;
        background: #fff; position: sticky; left: 0; }
      .numbers .group th { background: none; position: static; }
      .numbers span { display: inline-block; white-space: nowrap; }
      thead th { color: var(--soft); border-bottom: 1px solid var(--ink); font-weight: normal; }
      .group th { font-weight: bold; padding-top: .8rem; }
      .words th, .words td { text-align: left; overflow-wrap: anywhere; }
      .words th:first-child { width: 27%; }
      .words td:nth-child(2) { width: 30%; }
      .words span { display: block; color: var(--soft); }
      pre, code { font: .85rem/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
      pre { background: #f3f6fa; padding: .6rem .8rem; white-space: pre-wrap; }
      .columns { white-space: pre; overflow-x: auto; font-size: .8rem; overflow-wrap: normal; }
      @media (max-width: 40rem) {
        body { padding: 1.25rem 1rem 3rem; font-size: 1rem; }
        h1 { font-size: 1.5rem; }
        .words thead { display: none; }
        .words tr, .words th, .words td { display: block; width: auto !important;
          border: 0; padding: 0; }
        .words tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
        .words th:first-child { font-weight: bold; }
        .words .group th { padding-top: .5rem; color: var(--blue); }
      }
      @page { size: A4; margin: 16mm 15mm; }
      @media print {
        html { font-size: 10pt; }
        body { max-width: none; padding: 0; font-size: 1rem; }
        h1 { font-size: 18pt; }
        h2 { font-size: 13pt; margin-top: 1.4rem; }
        h2, h3, caption, thead { break-after: avoid; }
        figure, tr, li, .reading { break-inside: avoid; }
        .scroll, figure { overflow: visible; background: none; }
        .columns { white-space: pre-wrap; overflow: visible; font-size: 7.5pt; }
        figure svg { min-width: 0; width: 70%; margin: 0 auto; }
        table { font-size: 7.5pt; }
        th, td { padding: .15rem .4em; overflow-wrap: anywhere; }
        .numbers { table-layout: fixed; font-size: min(7.5pt, 100cqi / var(--width)); }
        .numbers th:first-child { min-width: 0; position: static; }
        .numbers span { white-space: normal; }
        col { width: var(--part); }
        a { color: inherit; text-decoration: none; }
      }
      """)
}
