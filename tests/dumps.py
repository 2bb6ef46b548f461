"""Texts of dumps that several tests read."""

MARKET = """The Winter Market

March 3, 2021

By Ada Lowe

The market stood at the edge of the frozen river, and every trader knew the others by name. A lantern hung over each stall.

Nobody sold barrels in those years, because the cooper had left the valley with his daughters before the first snow came down.
"""
FERRY = """The Ferry at Dawn

June 12, 2022

By Jonas Field

The ferry left the landing before dawn, with a lantern at the bow and eleven passengers who did not speak until the far bank.

One of them carried a barrel of salted fish, which she meant to sell at the market on the other side before the noon bells rang.
"""
