"""Names and phrases of the demo's fictional company, Larkfield Systems, which sells scheduling to warehouses. Every
company and person in here is invented. Words only: who says what and when is decided in `telling`."""

from __future__ import annotations

COMPANY = "Larkfield Systems"

PRODUCTS = ("Dock Planner", "Yard Desk", "Shift Board", "Cold Chain Monitor", "Carrier Portal")

ACCOUNTS = (
    "Acme Robotics",
    "Brightwell Foods",
    "Cobalt Creamery",
    "Thistledown Logistics",
    "Pemberly & Vale",
    "Halyard Freight",
    "Juniper Cold Storage",
    "Marrow Lane Bakeries",
    "Ostrander Paper",
    "Quillfeather Textiles",
    "Redgrove Timber",
    "Saltmarsh Seafood",
    "Tindall Glassworks",
    "Umberfield Dairy",
    "Vantner Pharma Supply",
    "Wexcombe Brewing",
    "Yarrow & Finch",
    "Zellweg Pumps",
    "Ambleton Furniture",
    "Birchmoor Pet Care",
    "Calderhythe Shipping",
    "Dunmarrow Steel",
    "Eastlock Parcel",
    "Fennimore Produce",
    "Glasswater Bottling",
    "Hexley Tools",
    "Inkerwell Print",
    "Jaspergate Ceramics",
    "Kestwick Outdoor",
    "Lanternhill Lighting",
    "Mossbank Nurseries",
    "Nettlefold Hosiery",
    "Orchard & Pike",
    "Plumstead Toys",
    "Quarrystone Tiles",
    "Rookhaven Cables",
    "Sundry Lane Grocers",
    "Tamsin Tea Traders",
    "Ulverdale Wool",
    "Veldhoven Bikes",
    "Whitlow Water",
    "Ambergris Cosmetics",
    "Bracken Batteries",
    "Copperleaf Kitchens",
    "Dovetail Joinery",
    "Elderwick Candles",
    "Foxglove Apothecary",
    "Granary Row Mills",
    "Harrowby Motors",
    "Islay Point Spirits",
    "Jetsam Marine",
    "Kilnsea Brick",
    "Loomcraft Carpets",
    "Millrace Coffee",
    "Northmere Ice",
    "Oakhanger Barrels",
    "Pinnock Packaging",
    "Quince & Co. Preserves",
    "Ravelston Rope",
    "Silverbeck Optics",
    "Tollgate Tyres",
    "Undercroft Wines",
    "Vesper Audio",
    "Wrenfield Eggs",
)

FIRST_NAMES = (
    *("Jane", "Marcus", "Ingrid", "Devi", "Paolo", "Hannah", "Tobias", "Amara", "Felix", "Rosa", "Yusuf", "Claire"),
    *("Stefan", "Leila", "Gavin", "Mei", "Andrés", "Bridget", "Omar", "Sofie", "Neil", "Farah", "Victor", "Anja"),
)
LAST_NAMES = (
    *("Whitfield", "Okafor", "Lindqvist", "Raman", "Bellini", "Castell", "Brandt", "Mensah", "Hollis", "Duarte"),
    *("Aydin", "Morrow", "Petrov", "Haddad", "Pryce", "Zhou", "Ibarra", "Keane", "Farouk", "Nygaard", "Aldous"),
)

TITLES = {
    "decision_maker": ("VP Operations", "Operations director", "COO", "Head of supply chain"),
    "champion": ("Warehouse manager", "Site lead", "Logistics manager"),
    "influencer": ("IT lead", "Procurement", "Finance controller"),
    "user": ("Shift planner", "Dock supervisor"),
    "blocker": ("Head of IT security",),
}

NOTES: dict[str, tuple[tuple[str, str], ...]] = {
    "discovery": (
        ("call", "{who} says trucks queue for two hours on Mondays and nobody can tell them why"),
        ("email", "Sent {who} the summary of our call, asked who else plans the docks"),
        ("call", "They do all of it in three spreadsheets, one per site. {who} owns the worst one"),
        ("voicemail", "No luck with {who}, left a message about the Monday queue"),
        ("meeting", "Met {who} at the site. Two planners doing by phone what we do on a screen"),
        (
            "call",
            "{who} reckons late unloading costs them a driver a day. Wants to see numbers from somebody like them",
        ),
    ),
    "qualified": (
        ("call", "Budget is there, {who} needs it running before their peak season"),
        ("meeting", "Went through their week with {who}. IT wants to know where the data sits"),
        ("email", "{who} confirmed the range we talked about and copied finance"),
        ("demo", "Showed {product} to {who} and two planners, they asked for the carrier view twice"),
        ("call", "{who} will bring the decision to the ops meeting. They also look at doing nothing"),
        ("email", "Answered {who}'s questions on single sign-on and on training for the night shift"),
    ),
    "proposal": (
        ("email", "Offer is with {who}: {product}, two sites, training included"),
        ("call", "{who} likes the offer, finds the set-up fee hard to explain upstairs"),
        ("meeting", "Walked {who} through the offer line by line. Only the start date is open"),
        ("demo", "Second round with the dock supervisors, {who} joined for the reports"),
        ("call", "Procurement asks for three references. {who} says any two will do"),
        ("email", "Sent {who} the security questionnaire back, 84 answers"),
    ),
    "verbal": (
        ("call", "{who} said yes on the phone. Paper goes to legal this week"),
        ("email", "Agreed price with {who}, they want to start with the north site"),
        ("meeting", "Kick-off dates pencilled in with {who}, legal has two remarks"),
        ("site_visit", "Walked the yard with {who}, found where the screens go"),
    ),
    "contract": (
        ("email", "Final version is with the signatory, {who} will chase it on Thursday"),
        ("call", "Signature waits for the COO to be back from holiday, {who} has a date for it"),
        ("call", "One word changed in clause 9, {who} is fine with it"),
    ),
}

NEXT_STEPS: dict[str, tuple[str, ...]] = {
    "discovery": ("Call with their planner", "Send the summary and a date for a demo", "Meet the site lead"),
    "qualified": ("Demo for the dock team", "Get the ops director on a call", "Agree what good looks like"),
    "proposal": ("Walk through the offer with {who}", "Reference call with another site", "Answer procurement"),
    "verbal": ("Send the paper to legal", "Agree the kick-off date with {who}", "List who has to sign"),
    "contract": ("Ask {who} where the signature is", "Prepare the hand-over", "Chase the signed copy"),
}

EVIDENCE = {
    "discovery.pain": "About {cost} a month in waiting time, says {who}",
    "discovery.people": "{who}, the IT lead and their COO",
    "qualified.budget": "Ops budget, signed by the VP",
    "qualified.date": "Before peak season",
    "proposal.review": "{who} wants two sites first, then the rest",
    "proposal.criteria": "Ops meeting decides, price and start date",
    "verbal.terms": "Agreed by mail from {who}",
    "verbal.steps": "Legal, then COO; kick-off two weeks after",
    "contract.signatory": "With their COO",
}

PUSHES = (
    "Their budget round was moved by two weeks",
    "Legal is short of people this month",
    "{who} is away, nobody else signs",
    "They want the stocktake behind them first",
    "IT needs another test with their scanners",
)

GROWN = ("Added a third site", "Carrier view added", "The night shift comes in as well")
SHRUNK = ("They start with one site only", "Training taken out", "Reports can wait, says {who}")

LOST: tuple[tuple[str, str], ...] = (
    ("Price", "{who} went with the cheaper quote, no hard feelings"),
    ("No decision", "They stay with the spreadsheets for another year"),
    ("Competitor", "Their parent company already had a contract with somebody else"),
    ("Timing", "Warehouse move comes first, call again in spring"),
    ("No budget", "Budget frozen, {who} is annoyed as well"),
)

WIN_STORIES = (
    "{who} had the Monday queue on a photo. We put our plan beside it and that was the meeting.",
    "Lost this one last year. {who} came back because nothing had changed at their docks.",
    "The night shift asked for it. {who} only had to find the budget.",
    "Two sites now, four more next year if the first peak goes well.",
    "The reference call did it: forty minutes, and we were not in the room.",
)

SOURCES = ("Referral", "Inbound", "Outbound", "Event", "Webinar", "Partner", "Existing customer")
