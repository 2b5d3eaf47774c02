"""``neutral guidance parties``: how evenly the parties are known."""

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def parties(as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """How well each party is known: names, people, accounts, sites, slogans; and what is missing.

    A party about which less is known is one whose posts and slogans pass more easily: fill the
    gaps in guidance/watch/parties.yaml.
    """
    from bot.checks.coverage import covered
    from bot.checks.watchfile import read_parties
    from bot.config import read_settings

    file, _ = read_parties(read_settings().guidance_dir)
    report = covered(file)
    if as_json:
        import json

        rows = [row.as_values() for row in report]
        told = {"as_of": file.as_of.isoformat(), "parties": rows}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"As of {file.as_of:%-d %B %Y}: {len(report)} parties.")
    for row in report:
        click.echo(f"\n{row.name}")
        click.echo(f"  seats: {', '.join(row.seats) or 'none'} ({row.seats_basis})")
        click.echo(f"  {', '.join(f'{many} {what}' for what, many in row.counts.items())}")
        for gap in row.gaps:
            click.echo(f"  gap: {gap}")
        if row.note:
            click.echo(f"  note: {row.note}")
    empty = sum(1 for row in report if row.gaps)
    click.echo(f"\n{empty} of {len(report)} have a gap.")
