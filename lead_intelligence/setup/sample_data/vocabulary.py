"""What the sample is made of. Ateliers Lumen makes lighting for offices and workshops near Lyon.

Every name is invented. Where a figure stands last, it says how the trait moves the odds of a sale; the figure before it
says how common it is.
"""

from __future__ import annotations

FIRST_NAMES = {
	"France": (
		"Camille", "Hélène", "Mathieu", "Zoé", "Élodie", "Benoît", "Chloé", "François", "Inès", "Jérôme", "Léa",
		"Noémie", "Rémi", "Sandrine", "Théo", "Valérie", "Yann", "Karim", "Aminata", "Maëlle", "Antoine", "Solène",
	),
	"Germany": ("Anke", "Jürgen", "Heike", "Lars", "Birgit", "Moritz", "Katrin", "Uwe"),
	"United Kingdom": ("Fiona", "Gareth", "Imogen", "Nigel", "Priya", "Rupert"),
	"Sweden": ("Astrid", "Björn", "Elin", "Göran", "Linnéa", "Oskar"),
	"Italy": ("Giulia", "Paolo", "Chiara", "Davide", "Marta", "Stefano"),
	"Spain": ("Lucía", "Íñigo", "Marisol", "Álvaro", "Nuria", "Joaquín"),
	"Netherlands": ("Sanne", "Pieter", "Femke", "Joost", "Maaike", "Bram"),
}  # fmt: skip
SPEAKING_FRENCH = frozenset({"France", "Belgium", "Switzerland"})
FAMILY_NAMES = (
	"Vautrin", "Delacourt", "Ferrand", "Marchetti", "Besnard", "Okonkwo", "Lefebvre", "Gaillard", "Nguyen", "Roussel",
	"Schäfer", "Köhler", "Peeters", "Conti", "Moreira", "Castaño", "Nowak", "Lindqvist", "Haddad", "Perrot", "Chevrier",
	"Aubertin", "Kessler", "Bonnaire", "Tessier", "Morvan", "Lecoq", "Rambaud", "Sauvage", "Fontanel", "Grangier",
	"Desmoulins", "Thévenet", "Bourdelle", "Clavel", "Orsini", "Pellerin", "Rivoire", "Salomon", "Varenne", "Weber",
	"Ziegler", "Achard", "Blanchet", "Courtois", "Dumoulin", "Escoffier", "Faucher", "Girardin", "Hamelin", "Imbert",
	"Jacquemin", "Lacombe", "Mercadier", "Navarro", "Ollivier", "Prudhomme", "Quesnel", "Rochette", "Sabatier",
	"Tournier", "Vasseur", "Wagner", "Yvernault", "Arnoux", "Bachelet", "Carlier", "Delorme", "Fabre", "Gauthier",
	"Hébrard", "Joubert",
)  # fmt: skip
# In French, in English, industry, odds.
TRADES = (
	("Menuiserie", "Joinery", "Manufacturing", 0.4), ("Mécanique", "Machining", "Manufacturing", 0.5),
	("Tôlerie", "Metalworks", "Manufacturing", 0.5), ("Plasturgie", "Plastics", "Manufacturing", 0.5),
	("Logistique", "Logistics", "Transportation", 0.4), ("Entrepôts", "Warehouses", "Transportation", 0.5),
	("Transports", "Freight", "Transportation", 0.2), ("Boulangeries", "Bakeries", "Food, Beverage & Tobacco", -0.3),
	("Fromagerie", "Dairy", "Food, Beverage & Tobacco", -0.2), ("Supermarchés", "Markets", "Retail & Wholesale", 0.2),
	("Librairies", "Books", "Retail & Wholesale", -0.3), ("Jardineries", "Gardens", "Retail & Wholesale", 0.0),
	("Cliniques", "Clinics", "Health Care", 0.3), ("Laboratoires", "Laboratories", "Pharmaceuticals", 0.3),
	("Conseil", "Consulting", "Consulting", -0.4), ("Architectes", "Architects", "Consulting", 0.2),
	("Imprimerie", "Printing", "Publishing", 0.0), ("Formation", "Training", "Education", 0.1),
	("Énergies", "Energy", "Energy", 0.1), ("Textiles", "Textiles", "Manufacturing", 0.2),
	("Carrosserie", "Coachworks", "Automotive", 0.1), ("Hôtels", "Hotels", "Service", 0.2),
	("Assurances", "Insurance", "Financial Services", -0.2), ("Chimie", "Chemicals", "Chemical", 0.3),
)  # fmt: skip
# Town, region, country, how common.
TOWNS = (
	("Lyon", "Auvergne-Rhône-Alpes", "France", 24), ("Grenoble", "Auvergne-Rhône-Alpes", "France", 13),
	("Saint-Étienne", "Auvergne-Rhône-Alpes", "France", 8), ("Annecy", "Auvergne-Rhône-Alpes", "France", 6),
	("Nantes", "Pays de la Loire", "France", 6), ("Besançon", "Bourgogne-Franche-Comté", "France", 5),
	("Dijon", "Bourgogne-Franche-Comté", "France", 5), ("Lille", "Hauts-de-France", "France", 6),
	("Toulouse", "Occitanie", "France", 5), ("Rennes", "Bretagne", "France", 4), ("Paris", "Île-de-France", "France", 10),
	("Liège", "", "Belgium", 5), ("Namur", "", "Belgium", 3), ("Genève", "", "Switzerland", 5),
	("Lausanne", "", "Switzerland", 3), ("Köln", "", "Germany", 5), ("Stuttgart", "", "Germany", 4),
	("Torino", "", "Italy", 5), ("Bergamo", "", "Italy", 2), ("Bilbao", "", "Spain", 3),
	("Eindhoven", "", "Netherlands", 3), ("Leeds", "", "United Kingdom", 3), ("Göteborg", "", "Sweden", 2),
)  # fmt: skip
# Numbers that the regulators of these countries keep for fiction. Of the others none are known: no number then.
PHONES = {
	"France": ("+33 4 65 71 {:02} {:02}", "+33 6 39 98 {:02} {:02}"),
	"Germany": ("+49 30 23125 0{:02}", "+49 30 23125 1{:02}"),
	"United Kingdom": ("+44 1632 9600{:02}", "+44 7700 9000{:02}"),
	"Sweden": ("+46 8 465 004 {:02}", "+46 70 174 06 {:02}"),
}
SOURCES = (
	("Website", 28, 0.2), ("Exhibition", 16, 0.4), ("Reference", 10, 1.3), ("Existing Customer", 6, 1.6),
	("Campaign", 13, -0.2), ("Mass Mailing", 12, -1.0), ("Cold Calling", 10, -0.8), ("", 5, 0.0),
)  # fmt: skip
# They wrote to us first; the others we wrote to or met.
WROTE_FIRST = frozenset({"Website", "Reference", "Existing Customer", "Campaign", ""})
CAMPAIGNS = {"Campaign": ("LED Retrofit", "Light at Work"), "Exhibition": ("Workplace Fair",)}
# What a source costs a month, in euros, at the smallest size. What is not named costs nothing.
MONTHLY_COSTS = (
	("Website", "", 240), ("Campaign", "LED Retrofit", 180), ("Campaign", "Light at Work", 150),
	("Mass Mailing", "", 60), ("Cold Calling", "", 390),
)  # fmt: skip
FAIR_MONTHS, FAIR_COST = (3, 9), ("Exhibition", "Workplace Fair", 2900)
# In French, in English, how common, odds.
JOBS = (
	("PDG", "CEO", 6, 0.8), ("DG", "Managing Director", 6, 0.9), ("Responsable des achats", "Head of Purchasing", 9, 0.9),
	("Responsable maintenance", "Maintenance Manager", 12, 0.5), ("Responsable qualité", "Quality Manager", 8, 0.2),
	("Responsable des services généraux", "Facilities Manager", 9, 0.6), ("Chef de projet", "Project Lead", 9, 0.1),
	("Architecte d'intérieur", "Interior Architect", 8, 0.1), ("Secrétaire", "Assistant", 9, -0.6),
	("Comptable", "Accountant", 8, -0.5), ("Analyste", "Analyst", 7, -0.5), ("Stagiaire", "Intern", 4, -1.4),
	("Gestionnaire de site", "Site Officer", 5, -0.1),
)  # fmt: skip
# Choice, people, how common, odds.
SIZES = (
	("1-10", 6, 30, -0.8), ("11-50", 28, 25, -0.1), ("51-200", 110, 22, 0.5), ("201-500", 320, 12, 0.9),
	("501-1000", 720, 7, 0.8), ("1000+", 2400, 4, 0.5),
)  # fmt: skip
REQUESTS = (
	("Product Enquiry", 32, 0.7), ("Request for Information", 26, 0.0), ("Suggestions", 4, -0.8), ("Other", 8, -0.5),
	("", 30, -0.2),
)  # fmt: skip
TYPES = (("Client", 60), ("Channel Partner", 10), ("Consultant", 10), ("", 20))
PRODUCTS = ("desk lamps", "pendant lights", "panel lights", "workshop lights", "emergency lights")
PRODUCTS_IN_FRENCH = {
	"desk lamps": "lampes de bureau", "pendant lights": "suspensions", "panel lights": "dalles lumineuses",
	"workshop lights": "éclairages d'atelier", "emergency lights": "blocs de secours",
}  # fmt: skip
WHY_LOST = ("Price too high", "Chose a supplier nearby", "Project put off", "Budget not granted")
